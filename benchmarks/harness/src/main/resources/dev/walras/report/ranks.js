// Average ranks with critical differences, and performance profiles, per family or dataset.

function ranksFigure(section, model) {
  const present = by => model.rankings.filter(ranking => ranking.by === by && list(ranking.mechanisms).length > 1);
  if (!present('family').length)
    return section.append(el('p', {class: 'empty'}, 'No two mechanisms ran on all instances of a family.'));
  groupedFigure(section, 'Ranks and profiles', model, frame => {
    const rankings = present(grouping.by);
    frame.content.append(
      el('div', {class: 'controls'}, groupingChoice(model) || ''),
      kindLegend(model),
    );
    const grid = panelGrid(frame.content, false);
    rankings.forEach(ranking => {
      ranksPanel(grid, model, ranking);
      profilePanel(grid, model, ranking);
    });
    frame.caption(
      'Left: the average rank of each mechanism over the instances, 1 the best; the bar is as wide as Nemenyi’s ' +
        'critical difference (an arrow: it goes on beyond the axis), so that two mechanisms differ at the level of 5 % where their bars do not overlap. ' +
        'Right: the share of instances on which a mechanism comes within a factor of the best welfare known ' +
        '(logarithmic); higher is better. Only mechanisms that support every instance are ranked; a failure is ' +
        'the last rank, and within no factor.',
      rankings.map(ranksFinding).join(' '),
    );
  });
}

function kindOf(model, id) {
  return model.byMechanism.get(id)?.kind || 'other';
}

function ranksFinding(ranking) {
  const order = ranking.mechanisms
    .map((id, i) => ({id, rank: ranking.averageRanks[i]}))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  const best = order[0];
  const alike = order.filter(row => row.rank - best.rank <= ranking.criticalDifference && row !== best);
  const sure = num(ranking.p) !== null && ranking.p < ranking.level;
  const rest = !sure
    ? 'no difference is sure'
    : alike.length
      ? `not surely better than ${alike.length > 3 ? plural(alike.length, 'other') : phrase(alike.map(row => row.id))}`
      : 'surely better than all others';
  return `${familyName(ranking.group)}: ${best.id} ranks first (${fixed(best.rank, 2)}), ${rest}.`;
}

function ranksPanel(grid, model, ranking) {
  const half = ranking.criticalDifference / 2;
  const rows = ranking.mechanisms
    .map((id, i) => ({id, rank: ranking.averageRanks[i]}))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({id, rank}) => ({
      label: id,
      kind: kindOf(model, id),
      median: rank,
      low: rank - half,
      high: rank + half,
      from: rank - half,
      to: rank + half,
      text: fixed(rank, 2),
      tip: tip(id, `average rank ${fixed(rank, 2)} of ${count(ranking.mechanisms.length)}`),
    }));
  const p = num(ranking.p);
  panel(grid, {
    title: familyName(ranking.group) + ': ranks',
    note: `${plural(ranking.instances, 'instance')}, critical difference ${fixed(ranking.criticalDifference, 2)}` +
      (p === null ? '' : `, p ${pValue(p)}`),
    height: intervalHeight(rows),
    name: 'ranks-' + ranking.group,
    finding: ranksFinding(ranking),
    option: width =>
      intervalOption(
        rows,
        {
          type: 'value',
          min: 1,
          max: Math.ceil(Math.max(rows.at(-1).high, ranking.mechanisms.length)),
          name: 'average rank',
          format: value => String(value),
          lines: [],
        },
        width,
      ),
  });
}

/** Profiles are drawn up to this factor; beyond, curves hardly move and failures never come in. */
const MOST_FACTOR = 10;

function profileCurve(ratios) {
  const n = ratios.length;
  const within = ratios.filter(ratio => ratio !== null && ratio <= MOST_FACTOR);
  const points = [[1, within.filter(ratio => ratio <= 1 + 1e-9).length / n]];
  within.forEach((ratio, i) => {
    if (ratio > 1 + 1e-9) points.push([ratio, (i + 1) / n]);
  });
  points.push([MOST_FACTOR, within.length / n]);
  return points;
}

function profilePanel(grid, model, ranking) {
  const curves = ranking.mechanisms.map((id, i) => ({id, points: profileCurve(withFailures(ranking.ratios[i]))}));
  const best = curves.map(curve => ({id: curve.id, share: curve.points[0][1]})).sort((a, b) => b.share - a.share)[0];
  panel(grid, {
    title: familyName(ranking.group) + ': profile',
    note: plural(ranking.instances, 'instance'),
    height: Math.max(340, intervalHeight(ranking.mechanisms)),
    name: 'profile-' + ranking.group,
    finding: `${familyName(ranking.group)}: ${best.id} reaches the best welfare known on ${percent(best.share)} of the instances.`,
    option: width => ({
      grid: {left: 52, right: Math.min(width / 3, 16 + Math.max(...ranking.mechanisms.map(textWidth))), top: 18, bottom: 46},
      tooltip: {...frameOption().tooltip, trigger: 'item'},
      xAxis: axis({
        type: 'log',
        min: 1,
        max: MOST_FACTOR,
        name: 'best welfare known / welfare',
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: {customValues: [1, 1.5, 2, 3, 5, 10], formatter: value => String(value)},
        axisTick: {customValues: [1, 1.5, 2, 3, 5, 10]},
      }),
      yAxis: axis({type: 'value', min: 0, max: 1, axisLabel: {formatter: value => percent(value)}}),
      series: curves.map(curve => ({
        name: curve.id,
        type: 'line',
        step: 'end',
        symbol: KIND_SYMBOLS[kindOf(model, curve.id)],
        symbolSize: 5,
        showSymbol: curve.points.length < 30,
        data: curve.points,
        lineStyle: {color: colour(kindOf(model, curve.id)), width: 1.6, opacity: 0.75},
        itemStyle: {color: colour(kindOf(model, curve.id))},
        endLabel: {show: true, formatter: curve.id, fontSize: 10.5, color: colour('soft')},
        labelLayout: {moveOverlap: 'shiftY'},
        emphasis: {lineStyle: {width: 3, opacity: 1}},
        tooltip: {
          formatter: item =>
            tip(curve.id, `${percent(item.value[1])} of instances within a factor of ${fixed(item.value[0], 2)}`),
        },
      })),
    }),
  });
}

/** A list whose nulls are kept: they are failures. */
function withFailures(value) {
  return Array.isArray(value) ? value : [];
}
