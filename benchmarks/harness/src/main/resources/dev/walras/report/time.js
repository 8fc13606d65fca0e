// Running time: per mechanism, and against the size of the market.

function timeFigure(section, model) {
  const timed = model.trials.filter(trial => trial.sound && num(trial.wallMillis) !== null);
  if (!timed.length) return section.append(el('p', {class: 'empty'}, 'No running time was measured.'));
  let family = 'all';
  const present = inOrder(model.families, timed.map(familyOf));
  const handle = figure(section, 'Running time', frame => {
    frame.content.append(
      el(
        'div',
        {class: 'controls'},
        choice('Family', [['all', 'all families'], ...present.map(name => [name, familyName(name)])], family, value => {
          family = value;
          handle.redraw();
        }),
      ),
      kindLegend(model),
    );
    const trials = family === 'all' ? timed : timed.filter(trial => trial.family === family);
    const rows = timeRows(model, trials);
    const grid = panelGrid(frame.content, false);
    timePanel(grid, rows);
    sizePanel(grid, model, trials);
    const scope = family === 'all' ? ' of all families' : '';
    frame.caption(
      `Wall-clock time of the mechanism alone, n = ${plural(trials.length, 'measured outcome')}${scope}, ` +
        `on the machine named under “Environment and reproduction”; logarithmic. ` +
        'Left: symbol the median, thick bar the quartiles, thin line least to greatest; right of it the ' +
        'median and the number of outcomes. Right: ' +
        (trials.length > MOST_POINTS ? 'medians of each mechanism' : 'each outcome') +
        ' against the number of orders of its market.',
      timeFinding(rows),
    );
  });
}

function timeRows(model, trials) {
  return model.mechanisms
    .map(mechanism => ({
      mechanism,
      ...spread(
        trials.filter(trial => trial.mechanism === mechanism.id).map(trial => Math.max(1e-3, num(trial.wallMillis))),
      ),
    }))
    .filter(row => row.n > 0)
    .sort((a, b) => a.median - b.median)
    .map(row => ({
      ...row,
      label: row.mechanism.id,
      kind: row.mechanism.kind,
      from: row.lower,
      to: row.upper,
      text: `${duration(row.median)}  n ${count(row.n)}`,
      tip: tip(
        row.mechanism.name,
        `median ${duration(row.median)}`,
        `quartiles ${duration(row.lower)} to ${duration(row.upper)}`,
        `from ${duration(row.low)} to ${duration(row.high)}`,
        `n = ${count(row.n)}`,
      ),
    }));
}

function timeFinding(rows) {
  const fast = rows[0];
  const slow = rows.at(-1);
  return fast === slow
    ? `${fast.label} takes ${duration(fast.median)} (median).`
    : `${fast.label} is the fastest (median ${duration(fast.median)}), ${slow.label} the slowest ` +
        `(${duration(slow.median)}).`;
}

function decades(values) {
  const {low, high} = spread(values);
  return {min: 10 ** Math.floor(Math.log10(low)), max: 10 ** Math.ceil(Math.log10(high * 1.01))};
}

function timePanel(grid, rows) {
  panel(grid, {
    title: 'By mechanism',
    note: plural(rows.length, 'mechanism'),
    height: Math.max(340, intervalHeight(rows)),
    name: 'time',
    finding: timeFinding(rows),
    option: width =>
      intervalOption(
        rows,
        {type: 'log', ...decades(rows.flatMap(row => [row.low, row.high])), name: 'time', format: duration},
        width,
      ),
  });
}

/** More outcomes than this are drawn as medians. */
const MOST_POINTS = 2000;

/** One point per outcome, or per mechanism and tenth of a decade of orders: {id, kind, orders, millis, what}. */
function sizePoints(model, trials) {
  const kindOf = id => model.byMechanism.get(id)?.kind || 'other';
  const points = trials
    .map(trial => ({
      id: trial.mechanism,
      kind: kindOf(trial.mechanism),
      orders: num(model.byInstance.get(trial.instance)?.orders),
      millis: Math.max(1e-3, num(trial.wallMillis)),
      what: trial.instance,
    }))
    .filter(point => point.orders > 0);
  if (points.length <= MOST_POINTS) return points;
  const bins = new Map();
  for (const point of points) {
    const key = point.id + '\n' + Math.round(10 * Math.log10(point.orders));
    if (!bins.has(key)) bins.set(key, []);
    bins.get(key).push(point);
  }
  return [...bins.values()].map(bin => ({
    ...bin[0],
    orders: spread(bin.map(point => point.orders)).median,
    millis: spread(bin.map(point => point.millis)).median,
    what: `median of ${plural(bin.length, 'outcome')}`,
  }));
}

function sizePanel(grid, model, trials) {
  const points = sizePoints(model, trials);
  if (!points.length) return;
  panel(grid, {
    title: 'By size of the market',
    note: plural(trials.length, 'outcome'),
    height: 420,
    name: 'time-size',
    finding: `${plural(trials.length, 'outcome')} on markets of ${range(points, 'orders')} orders.`,
    option: () => ({
      grid: {left: 62, right: 22, top: 18, bottom: 46},
      xAxis: axis({
        type: 'log',
        ...decades(points.map(point => point.orders)),
        name: 'orders',
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: {formatter: shortCount},
        splitLine: {show: false},
      }),
      yAxis: axis({type: 'log', ...decades(points.map(point => point.millis)), axisLabel: {formatter: duration}}),
      series: inOrder(
        KINDS,
        points.map(point => point.kind),
      ).map(kind => ({
        type: 'scatter',
        symbol: KIND_SYMBOLS[kind],
        symbolSize: 6,
        itemStyle: {color: colour(kind), opacity: 0.55},
        data: points.filter(point => point.kind === kind).map(point => ({value: [point.orders, point.millis], point})),
        tooltip: {
          formatter: item =>
            tip(item.data.point.id, item.data.point.what, `${duration(item.value[1])}, ${count(item.value[0])} orders`),
        },
      })),
    }),
  });
}
