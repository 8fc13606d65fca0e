// Welfare against messages: what a mechanism reaches, and what it says for it.

function tradeoffFigure(section, model) {
  if (!model.families.some(family => tradeoffPoints(model, family).length))
    return section.append(el('p', {class: 'empty'}, 'No outcome has both an efficiency and a number of messages.'));
  groupedFigure(section, 'Efficiency against messages', model, (frame, view) => {
    const families = view.families.filter(family => tradeoffPoints(view, family).length);
    frame.content.append(el('div', {class: 'controls'}, groupingChoice(model) || ''), kindLegend(model));
    const grid = panelGrid(frame.content, false);
    families.forEach(family => tradeoffPanel(grid, view, family));
    frame.caption(
      'Medians over the measured outcomes of a mechanism (n as in the figure above). Messages are counted ' +
        'by the floor, not by the mechanism: a broadcast to n participants is n messages; the axis is ' +
        'logarithmic, and no message at all is drawn at 1. ' +
        'The line is the Pareto front: no other mechanism reaches more with fewer messages; mechanisms off ' +
        'the front are drawn pale, and without a name where there is no room. Symbols that coincide are ' +
        'drawn side by side under one name. †: not run on all instances, so never on the front.',
      families.map(family => tradeoffFinding(view, family)).join(' '),
    );
  });
}

function tradeoffPoints(model, family) {
  const points = ranked(model, family)
    .filter(g => g.messages !== null)
    .map(g => ({g, x: Math.max(1, g.messages), y: g.efficiency.at}));
  points.sort((a, b) => a.x - b.x || b.y - a.y);
  const whole = points.filter(point => !point.g.partial).length;
  let best = {x: 0, y: -Infinity};
  for (const point of points) {
    const better = point.y > best.y || (point.y === best.y && point.x === best.x);
    point.front = better && (!point.g.partial || whole === 0);
    best = point.front ? point : best;
  }
  return points;
}

function tradeoffFinding(model, family) {
  const front = tradeoffPoints(model, family)
    .filter(point => point.front)
    .map(point => `${point.g.label} (${percent(point.y)}, ${shortCount(point.g.messages)})`);
  const shown = front.length > 5 ? [front[0], '…', ...front.slice(-3)] : front;
  return `${familyName(family)}: on the front ${front.length === 1 ? 'is' : 'are'} ${phrase(shown)}.`;
}

const TRADEOFF = {left: 58, right: 22, top: 22, bottom: 46, height: 340};

/** Axes that hold all points: powers of ten of messages, and shares up to 1. */
function tradeoffScale(points) {
  const greatest = Math.max(...points.map(point => point.x));
  return {
    min: axisStart(points.map(point => point.g)),
    from: Math.floor(Math.log10(points[0].x)),
    to: Math.max(1, Math.ceil(Math.log10(greatest * 1.5))),
  };
}

function tradeoffPanel(grid, model, family) {
  const points = tradeoffPoints(model, family);
  const front = points.filter(point => point.front);
  const {min, from, to} = tradeoffScale(points);
  const {height, ...margins} = TRADEOFF;
  panel(grid, {
    title: familyName(family),
    note: plural(points.length, 'mechanism'),
    height,
    name: 'messages-' + family,
    finding: tradeoffFinding(model, family),
    option: width => {
      nameSides(points, {min, from, to}, width);
      return {
        grid: margins,
        xAxis: axis({
          type: 'log',
          min: 10 ** from,
          max: 10 ** to,
          name: 'messages',
          nameLocation: 'middle',
          nameGap: 28,
          axisLabel: {formatter: shortCount},
          splitLine: {show: false},
        }),
        yAxis: axis({
          type: 'value',
          min,
          max: 1,
          axisLabel: {formatter: value => trim((value * 100).toFixed(1)) + ' %'},
        }),
        series: [
          frontLine(front, min, 10 ** to),
          ...KINDS.map(kind =>
            tradeoffSeries(
              kind,
              points.filter(point => point.g.mechanism.kind === kind),
            ),
          ),
        ],
      };
    },
  });
}

/** Sets where each point is on the screen, and the place of its name; those on the front choose first. */
function nameSides(points, {min, from, to}, width) {
  const {left, right, top, bottom, height} = TRADEOFF;
  for (const point of points) {
    point.names = [point.g.label];
    point.px = left + ((Math.log10(point.x) - from) / (to - from)) * (width - left - right);
    point.py = top + ((1 - point.y) / (1 - min)) * (height - top - bottom);
  }
  sideBySide(points);
  const eager = [...points].sort((a, b) => b.front - a.front);
  placeLabels(eager, {left, right: width, bottom: height - bottom});
}

/** Moves points that coincide apart: `shift` is how far, in pixels. */
function sideBySide(points) {
  const places = new Map();
  for (const point of points) {
    const place = Math.round(point.px / 4) + ' ' + Math.round(point.py / 4);
    places.set(place, [...(places.get(place) || []), point]);
  }
  for (const together of places.values()) {
    const names = together.map(point => point.g.label);
    together.forEach((point, i) => {
      point.names = i < together.length - 1 ? [] : joined(names);
      point.shift = (i - (together.length - 1) / 2) * 11;
      point.px += point.shift;
    });
  }
}

/** Names of points that coincide, as one: in full, then shorter. */
function joined(names) {
  const short = names.length > 1 ? [`${names[0]} and ${names.length - 1} more`] : [];
  return names.length > 3 ? short : [names.join(', '), ...short];
}

/** Steps through the points of the front, from the bottom to the right edge. */
function frontLine(front, min, end) {
  const steps = [[front[0].x, min], ...front.map(point => [point.x, point.y]), [end, front.at(-1).y]];
  return {
    type: 'line',
    step: 'end',
    symbol: 'none',
    silent: true,
    z: 1,
    data: steps,
    lineStyle: {color: colour('faint'), width: 1.2, type: 'dashed'},
  };
}

const SYMBOL = 11;

/** Where ECharts puts a name: from the upper left corner of its symbol. */
function labelPlace({px, py, box}) {
  return box ? {position: [box.x - px + SYMBOL / 2, box.y - py + SYMBOL / 2], align: 'left', verticalAlign: 'top'} : {};
}

function tradeoffSeries(kind, points) {
  const pale = echarts.color.modifyAlpha(colour(kind), 0.45);
  return {
    type: 'scatter',
    symbol: KIND_SYMBOLS[kind],
    symbolSize: SYMBOL,
    z: 3,
    clip: false,
    data: points.map(point => ({
      value: [point.x, point.y],
      symbolOffset: [point.shift, 0],
      itemStyle: {
        color: point.front ? colour(kind) : pale,
        borderColor: point.front ? colour('page') : colour(kind),
        borderWidth: 1,
      },
      label: {
        show: point.box !== null,
        formatter: () => point.text,
        fontSize: LABEL_FONT,
        ...labelPlace(point),
        lineHeight: LABEL_FONT + 3,
        backgroundColor: colour('page'),
        color: colour(point.front ? 'ink' : 'soft'),
      },
      tip: tip(
        point.g.mechanism.name,
        `${percent(point.y, 2)} with ${count(point.g.messages)} messages (medians)`,
        point.front ? 'on the Pareto front' : 'off the Pareto front',
      ),
    })),
    tooltip: {formatter: item => item.data.tip},
  };
}
