// Convergence: prices over rounds, and the audited gap of every traced mechanism on the same instance.

const GAP_FLOOR = 1e-7;
const MAX_GOODS = 8;
const GOOD_COLOURS = ['#4477aa', '#cc6677', '#228833', '#ccbb44', '#66ccee', '#aa4499', '#999933', '#888888'];

function convergenceFigure(section, model) {
  const traced = model.trials.filter(trial => trial.trace && list(trial.trace.round).length > 1);
  if (!traced.length) return section.append(el('p', {class: 'empty'}, 'No run was traced round by round.'));
  const instances = [...new Set(traced.map(trial => trial.instance))];
  const most = instances.map(id => traced.filter(trial => trial.instance === id).length);
  const state = {instance: instances[most.indexOf(Math.max(...most))], mechanism: null, over: 'messages'};
  const handle = figure(section, 'Convergence', frame =>
    drawConvergence(frame, traced, instances, state, model, () => handle.redraw()),
  );
}

function drawConvergence(frame, traced, instances, state, model, redraw) {
  const here = traced.filter(trial => trial.instance === state.instance);
  const chosen =
    here.find(trial => runName(trial, here) === state.mechanism) ||
    here.find(trial => priceRows(trial.trace).length) ||
    here[0];
  state.mechanism = runName(chosen, here);
  const set = (key, value) => {
    state[key] = value;
    redraw();
  };
  frame.content.append(
    el(
      'div',
      {class: 'controls'},
      choice('Instance', instances, state.instance, value => set('instance', value), {id: 'trace-instance'}),
      choice(
        'Mechanism',
        here.map(trial => runName(trial, here)),
        state.mechanism,
        value => set('mechanism', value),
        {id: 'trace-mechanism'},
      ),
      choice('Gap over', ['messages', 'rounds'], state.over, value => set('over', value)),
    ),
  );
  const grid = panelGrid(frame.content, false);
  pricePanel(grid, chosen);
  gapPanel(grid, here, chosen, state.over, model);
  frame.caption(
    `One run each (n = 1) on instance ${state.instance}. Left: prices announced by ${state.mechanism}, ` +
      `at most ${MAX_GOODS} goods, those whose prices moved most. ` +
      `Right: the audited gap, (bound − welfare) / |bound|, at each traced round, for all ` +
      `${plural(here.length, 'traced run')}; the chosen one is bold. Both of its axes are logarithmic; a ` +
      `gap under ${GAP_FLOOR} is drawn there.`,
    gapFinding(chosen, state.mechanism),
  );
}

/** The mechanism, and what tells its runs on one instance apart. */
function runName(trial, others) {
  const twins = others.filter(other => other.mechanism === trial.mechanism);
  if (twins.length < 2) return trial.mechanism;
  const part = [trial.behaviour, trial.seed === undefined ? null : 'seed ' + trial.seed].filter(Boolean).join(', ');
  return `${trial.mechanism} (${part || 'run ' + (twins.indexOf(trial) + 1)})`;
}

/** One array per round, from one per good (or per round, where that is the only reading). */
function priceRows(trace) {
  const prices = list(trace.prices);
  const rounds = trace.round.length;
  const byGood = prices.length > 0 && list(prices[0]).length === rounds;
  return byGood ? trace.round.map((_, r) => prices.map(series => series[r])) : prices;
}

function movingGoods(trace) {
  const rows = priceRows(trace);
  const names = list(trace.goods);
  const width = Math.max(0, ...rows.map(row => list(row).length));
  const goods = Array.from({length: width}, (_, g) => {
    const values = rows.map(row => units(row?.[g]));
    const {low, high} = spread(values);
    return {name: names[g] ?? 'good ' + g, values, move: low === null ? -1 : high - low, index: g};
  });
  return goods
    .sort((a, b) => b.move - a.move || a.index - b.index)
    .slice(0, MAX_GOODS)
    .sort((a, b) => a.index - b.index);
}

function pricePanel(grid, trial) {
  const goods = movingGoods(trial.trace);
  const rounds = trial.trace.round;
  if (!goods.length) {
    grid.append(
      el('p', {class: 'empty'}, `${trial.mechanism} announced no prices that were traced on ${trial.instance}.`),
    );
    return;
  }
  const first = goods.reduce((a, b) => (b.move > a.move ? b : a));
  panel(grid, {
    title: 'Prices',
    note: trial.mechanism,
    height: 340,
    name: 'prices',
    finding:
      `Over ${plural(rounds.length, 'traced round')} the price of ${first.name} moved most, from ` +
      `${money(first.values[0] * 1e6)} to ${money(first.values.at(-1) * 1e6)}.`,
    option: () => ({
      grid: {left: 62, right: 18, top: 28, bottom: 84},
      legend: {
        type: 'scroll',
        bottom: 0,
        textStyle: {color: colour('soft'), fontSize: 11},
        icon: 'rect',
        itemWidth: 14,
        itemHeight: 3,
        pageTextStyle: {color: colour('soft')},
        pageIconColor: colour('soft'),
      },
      tooltip: {
        ...frameOption().tooltip,
        trigger: 'axis',
        formatter: items =>
          tip('round ' + items[0].axisValue, ...items.map(item => `${item.seriesName}: ${money(item.value[1] * 1e6)}`)),
      },
      xAxis: axis({
        type: 'value',
        name: 'round',
        nameLocation: 'middle',
        nameGap: 26,
        min: rounds[0],
        max: rounds.at(-1),
        splitLine: {show: false},
        axisLabel: {formatter: shortCount},
      }),
      yAxis: axis({
        type: 'value',
        name: 'price per unit',
        nameLocation: 'end',
        scale: true,
        nameTextStyle: {align: 'left', color: colour('soft')},
        nameGap: 9,
        axisLabel: {formatter: shortCount},
      }),
      series: goods.map((good, i) => ({
        name: good.name,
        type: 'line',
        step: 'end',
        symbol: 'none',
        sampling: 'minmax',
        lineStyle: {width: 1.6},
        itemStyle: {color: GOOD_COLOURS[i]},
        data: rounds.map((round, r) => [round, good.values[r]]),
      })),
    }),
  });
}

/** [x, gap] of a trace; gaps that are missing are left out. */
function gapSeries(trace, over) {
  const x = over === 'messages' && list(trace.messages).length ? trace.messages : trace.round;
  return list(trace.round)
    .map((_, r) => [Math.max(1, num(x[r]) ?? 1), num(trace.gap?.[r])])
    .filter(([, gap]) => gap !== null)
    .map(([at, gap]) => [at, Math.max(GAP_FLOOR, gap)]);
}

function gapFinding(trial, name) {
  const gaps = list(trial.trace.gap).map(num);
  const last = gaps.at(-1);
  if (last === undefined || last === null) return `${name}: no audited gap was traced.`;
  const under = gaps.findIndex(gap => gap !== null && gap <= 0.01);
  const reach =
    under < 0
      ? 'it never falls to 1 %'
      : `it first falls to 1 % in round ${count(trial.trace.round[under])}` +
        (list(trial.trace.messages).length ? `, after ${shortCount(trial.trace.messages[under])} messages` : '');
  return (
    `${name} ends with a gap of ${gapText(last)} after ${plural(num(trial.trace.round.at(-1)), 'round')}; ` +
    `${reach}.`
  );
}

function gapPanel(grid, trials, chosen, over, model) {
  const drawn = trials.filter(trial => gapSeries(trial.trace, over).length);
  if (!drawn.length) {
    grid.append(el('p', {class: 'empty'}, 'No gap was audited round by round.'));
    return;
  }
  const kindOf = trial => model.byMechanism.get(trial.mechanism)?.kind || 'other';
  panel(grid, {
    title: 'Audited gap',
    note: plural(drawn.length, 'run'),
    height: 340,
    name: 'gap',
    finding: gapFinding(chosen, runName(chosen, trials)),
    option: width => ({
      grid: {left: 62, right: Math.min(130, width * 0.28), top: 28, bottom: 46},
      tooltip: {
        ...frameOption().tooltip,
        trigger: 'item',
        formatter: item =>
          tip(
            item.seriesName,
            `${over === 'messages' ? shortCount(item.value[0]) + ' messages' : 'round ' + count(item.value[0])}`,
            'gap ' + gapText(item.value[1]),
          ),
      },
      xAxis: axis({
        type: 'log',
        name: over,
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: {formatter: shortCount},
        splitLine: {show: false},
      }),
      yAxis: axis({
        type: 'log',
        name: 'gap',
        nameLocation: 'end',
        nameGap: 9,
        nameTextStyle: {align: 'left', color: colour('soft')},
        axisLabel: {formatter: gapText},
      }),
      series: drawn.map(trial => ({
        name: runName(trial, trials),
        type: 'line',
        data: gapSeries(trial.trace, over),
        z: trial === chosen ? 5 : 2,
        symbol: KIND_SYMBOLS[kindOf(trial)],
        symbolSize: trial === chosen ? 5 : 3,
        showAllSymbol: 'auto',
        lineStyle: {width: trial === chosen ? 2.6 : 1.2, opacity: trial === chosen ? 1 : 0.55},
        itemStyle: {color: colour(kindOf(trial)), opacity: trial === chosen ? 1 : 0.55},
        endLabel: {
          show: width > 380 || trial === chosen,
          formatter: '{a}',
          fontSize: 10.5,
          color: colour(trial === chosen ? 'ink' : 'soft'),
          width: Math.min(122, width * 0.27),
          overflow: 'truncate',
        },
        labelLayout: {moveOverlap: 'shiftY'},
      })),
    }),
  });
}
