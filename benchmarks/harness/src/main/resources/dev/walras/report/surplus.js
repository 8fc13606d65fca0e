// Where the surplus goes: mean shares of buyers, sellers, traders and operator.

const SIDES = ['buyers', 'sellers', 'traders', 'operator'];

function surplusFigure(section, model) {
  if (!model.families.some(family => surplusRows(model, family).length))
    return section.append(el('p', {class: 'empty'}, 'No outcome was audited with payments.'));
  groupedFigure(section, 'Division of the surplus', model, (frame, view) => {
    const families = view.families.filter(family => surplusRows(view, family).length);
    const present = SIDES.filter(side =>
      families.some(family => surplusRows(view, family).some(row => row[side] !== 0)),
    );
    frame.content.append(
      el('div', {class: 'controls'}, groupingChoice(model) || ''),
      el(
        'ul',
        {class: 'legend', 'aria-label': 'Sides'},
        present.map(side => el('li', {}, sideMark(side), side)),
      ),
    );
    const grid = panelGrid(frame.content, false);
    families.forEach(family => surplusPanel(grid, surplusRows(view, family), family));
    frame.caption(
      'Mean over the measured outcomes (n in the tooltip and in the efficiency figure) of each side’s ' +
        'utility divided by the proved bound of the instance; the parts add up to mean efficiency. ' +
        'Buyers only receive, sellers only give, traders do both; the operator keeps payments not passed on. ' +
        'A part left of zero is a loss: for the operator, a deficit that somebody must cover.',
      families.map(family => surplusFinding(view, family)).join(' '),
    );
  });
}

function sideMark(side) {
  return el('span', {class: 'mark', style: `background:var(--${side})`, 'aria-hidden': 'true'});
}

function surplusRows(model, family) {
  return ranked(model, family)
    .map(g => {
      const rows = g.sound
        .map(trial => ({
          trial,
          bound: units(model.byInstance.get(trial.instance)?.leastBoundMicros) ?? units(trial.boundMicros),
        }))
        .filter(({trial, bound}) => bound > 0 && SIDES.some(side => units(trial[side + 'Micros']) !== null));
      const row = {g, n: rows.length};
      for (const side of SIDES)
        row[side] = mean(rows.map(({trial, bound}) => (units(trial[side + 'Micros']) ?? 0) / bound)) ?? 0;
      return row;
    })
    .filter(row => row.n > 0);
}

function surplusFinding(model, family) {
  const rows = surplusRows(model, family);
  const deficits = rows.filter(row => row.operator < -1e-9).sort((a, b) => a.operator - b.operator);
  const earner = [...rows].sort((a, b) => b.operator - a.operator)[0];
  const deficit = deficits.length
    ? `${plural(deficits.length, 'mechanism')} ${deficits.length === 1 ? 'runs' : 'run'} a deficit on ` +
      `average, ${deficits[0].g.label} the largest (${percent(deficits[0].operator)} of the bound)`
    : 'no mechanism runs a deficit on average';
  const gain =
    earner.operator > 1e-9 ? `; the operator earns most under ${earner.g.label} (${percent(earner.operator)})` : '';
  return `${familyName(family)}: ${deficit}${gain}.`;
}

function surplusPanel(grid, rows, family) {
  panel(grid, {
    title: familyName(family),
    note: plural(rows.length, 'mechanism'),
    height: rows.length * ROW + 54,
    name: 'surplus-' + family,
    finding:
      rows.map(row => `${row.g.label}: ${SIDES.map(side => `${side} ${percent(row[side])}`).join(', ')}`).join('; ') +
      '.',
    option: width => {
      const left = nameWidth(
        rows.map(row => row.g.label),
        width,
      );
      return {
        grid: {left, right: 24, top: 8, bottom: 40},
        tooltip: {
          ...frameOption().tooltip,
          trigger: 'axis',
          axisPointer: {type: 'none'},
          formatter: items => surplusTip(rows[items[0].dataIndex]),
        },
        xAxis: axis({
          type: 'value',
          name: 'share of proved bound',
          nameLocation: 'middle',
          nameGap: 26,
          axisLabel: {formatter: value => trim((value * 100).toFixed(1)) + ' %'},
        }),
        yAxis: axis({
          type: 'category',
          inverse: true,
          data: rows.map(row => row.g.label),
          splitLine: {show: false},
          axisLine: {show: true, onZero: true},
          axisLabel: {
            color: colour('ink'),
            width: left - 10,
            overflow: 'truncate',
            interval: 0,
            fontSize: width < 420 ? 10 : 11.5,
            hideOverlap: false,
          },
        }),
        series: SIDES.map(side => ({
          name: side,
          type: 'bar',
          stack: 'surplus',
          barWidth: 12,
          itemStyle: {color: colour(side)},
          data: rows.map(row => row[side]),
        })),
      };
    },
  });
}

function surplusTip(row) {
  return tip(row.g.mechanism.name, ...SIDES.map(side => `${side} ${percent(row[side])}`), `n = ${count(row.n)}`);
}
