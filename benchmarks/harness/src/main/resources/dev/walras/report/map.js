// The price map of an arbitrage instance: venues coloured by nodal price, routes as wide as their flow.

function mapFigure(section, model) {
  const mapped = model.instances.filter(instance => instance.map && list(instance.map.venues).length);
  if (!mapped.length)
    return section.append(el('p', {class: 'empty'}, 'No arbitrage instance comes with prices of its venues.'));
  const busiest = mapped.map(instance => readMap(instance.map)).map(({used, full}) => used.length + 100 * full.length);
  let chosen = mapped[busiest.indexOf(Math.max(...busiest))];
  const handle = figure(section, 'Price map', frame => {
    if (mapped.length > 1) {
      frame.content.append(
        el(
          'div',
          {class: 'controls'},
          choice(
            'Instance',
            mapped.map(instance => instance.id),
            chosen.id,
            id => {
              chosen = model.byInstance.get(id);
              handle.redraw();
            },
            {id: 'map-instance'},
          ),
        ),
      );
    }
    drawMap(frame, chosen);
  });
}

function readMap(map) {
  const venues = list(map.venues).map(venue => ({id: String(venue.id), price: units(venue.priceMicros)}));
  const index = new Map(venues.map((venue, i) => [venue.id, i]));
  const routes = list(map.routes)
    .map(route => {
      const flow = num(route.flowUnits) ?? 0;
      const capacity = num(route.capacityUnits);
      return {
        ...route,
        flow,
        capacity,
        a: index.get(String(route.from)),
        b: index.get(String(route.to)),
        full: flow > 0 && capacity !== null && flow >= usable(capacity, num(route.gain)),
      };
    })
    .filter(route => route.a !== undefined && route.b !== undefined && route.a !== route.b);
  return {venues, routes, used: routes.filter(route => route.flow > 0), full: routes.filter(route => route.full)};
}

/** A route moves whole multiples of its gain's denominator; what is left of its capacity can never be used. */
function usable(capacity, gain) {
  for (let d = 1; gain !== null && d <= 1000; d++) {
    if (Math.abs(gain * d - Math.round(gain * d)) < 1e-9 * d) return Math.floor(capacity / d) * d;
  }
  return capacity;
}

function drawMap(frame, instance) {
  const map = readMap(instance.map);
  const places = springLayout(
    map.venues.length,
    map.routes.map(route => [route.a, route.b]),
  );
  const what = [
    instance.map.commodity,
    instance.map.slot === undefined || instance.map.slot === null ? null : 'slot ' + instance.map.slot,
  ]
    .filter(Boolean)
    .join(', ');
  const finding = mapFinding(map);
  panel(panelGrid(frame.content, true), {
    title: instance.id,
    note: what,
    height: MAP.height,
    name: 'price-map',
    finding,
    option: width => mapOption(map, places, width),
  });
  frame.caption(
    `${what ? capital(what) + ': n' : 'n'} = ${plural(map.venues.length, 'venue')}, ` +
      `${plural(map.routes.length, 'route')}, of which ${count(map.used.length)} carry flow. Colour: price ` +
      `at the venue. ` +
      'Width: flow, as a share of the greatest. Dashed in red: routes filled to capacity, which keep ' +
      'prices apart. Thin dotted: open but unused. Places are drawn for legibility, not geography.',
    finding,
  );
}

function mapFinding(map) {
  const priced = map.venues.filter(venue => venue.price !== null).sort((a, b) => a.price - b.price);
  if (!priced.length) return 'No venue has a price.';
  const low = priced[0];
  const high = priced.at(-1);
  const spreadText =
    low.price === high.price
      ? `Every venue has the price ${money(low.price * 1e6)}`
      : `Prices reach from ${money(low.price * 1e6)} at ${low.id} to ${money(high.price * 1e6)} at ${high.id}`;
  return (
    `${spreadText}; ${count(map.full.length)} of ${plural(map.used.length, 'used route')} ` +
    `${map.full.length === 1 ? 'is' : 'are'} congested.`
  );
}

const MAP = {height: 470, top: 26, bottom: 96};

function mapOption(map, places, width) {
  const prices = spread(map.venues.map(venue => venue.price));
  const greatest = Math.max(1, ...map.routes.map(route => route.flow));
  const small = width < 480;
  const side = small ? 50 : 90;
  const [w, h] = [width - 2 * side, MAP.height - MAP.top - MAP.bottom];
  const narrow = prices.high === prices.low;
  return {
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 0,
      min: narrow ? (prices.low ?? 0) - 1 : prices.low,
      max: narrow ? (prices.high ?? 0) + 1 : prices.high,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: Math.min(220, width * 0.4),
      itemWidth: 10,
      text: [prices.high === null ? '' : money(prices.high * 1e6), prices.low === null ? '' : money(prices.low * 1e6)],
      textStyle: {color: colour('soft'), fontSize: 11},
      inRange: {color: [colour('cheap'), colour('middling'), colour('dear')]},
    },
    tooltip: {...frameOption().tooltip, formatter: item => item.data.tip},
    series: [
      {
        type: 'graph',
        layout: 'none',
        left: side,
        right: side,
        top: MAP.top,
        bottom: MAP.bottom,
        roam: false,
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 7,
        label: {
          show: true,
          position: 'bottom',
          color: colour('ink'),
          fontSize: small ? 10 : 11.5,
          lineHeight: 14,
          textBorderColor: colour('page'),
          textBorderWidth: 3,
        },
        data: map.venues.map((venue, i) => ({
          name: venue.id,
          x: places[i][0] * w,
          y: places[i][1] * h,
          value: venue.price,
          symbolSize: small ? 16 : 22,
          itemStyle: {
            borderColor: colour('ink'),
            borderWidth: 1,
            ...(venue.price === null ? {color: colour('page')} : {}),
          },
          label: {
            formatter:
              venue.id + (map.venues.length <= 24 && venue.price !== null ? '\n' + money(venue.price * 1e6) : ''),
          },
          tip: tip(venue.id, 'price ' + (venue.price === null ? 'unknown' : money(venue.price * 1e6))),
        })),
        links: map.routes.map(route => routeLink(route, greatest)),
      },
    ],
  };
}

function routeLink(route, greatest) {
  const width = route.flow > 0 ? 1.2 + (6 * route.flow) / greatest : 0.8;
  return {
    source: route.a,
    target: route.b,
    symbolSize: route.flow > 0 ? 6 + width : 0,
    lineStyle: {
      width,
      curveness: 0.12,
      opacity: route.flow > 0 ? 0.85 : 0.5,
      color: colour(route.full ? 'full' : 'faint'),
      type: route.full ? [10, 4] : route.flow > 0 ? 'solid' : 'dotted',
    },
    tip: tip(
      route.id || `${route.from} → ${route.to}`,
      `${route.from} → ${route.to}`,
      `flow ${count(route.flow)} of ${count(route.capacity)} units${route.full ? ', full' : ''}`,
      route.gain === undefined || route.gain === null ? '' : 'gain ' + route.gain,
    ),
  };
}
