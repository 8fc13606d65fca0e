// Headline: efficiency of every mechanism, per family.

function efficiencyFigure(section, model) {
  if (!model.groups.some(g => g.efficiency.at !== null))
    return section.append(el('p', {class: 'empty'}, 'No feasible outcome has an efficiency.'));
  let from = 'auto';
  const handle = groupedFigure(section, 'Efficiency', model, (frame, view) => {
    const families = view.families.filter(family => ranked(view, family).length);
    frame.content.append(
      el(
        'div',
        {class: 'controls'},
        groupingChoice(model) || '',
        choice(
          'Axis begins at',
          [
            ['auto', 'automatic'],
            ['0', '0 %'],
            ['0.5', '50 %'],
            ['0.9', '90 %'],
            ['0.99', '99 %'],
          ],
          from,
          value => {
            from = value;
            handle.redraw();
          },
        ),
      ),
      kindLegend(model),
    );
    const grid = panelGrid(frame.content, false);
    families.forEach(family => efficiencyPanel(grid, view, family, from));
    frame.caption(efficiencyCaption(view, families), families.map(family => efficiencyFinding(view, family)).join(' '));
  });
  mediansTable(section, model);
}

function efficiencyPanel(grid, model, family, from) {
  const groups = ranked(model, family);
  const rows = groups.map(efficiencyRow);
  const min = from === 'auto' ? axisStart(groups) : Number(from);
  const instances = model.instances.filter(instance => familyOf(instance) === family);
  const best = quantile(
    sortedNumbers(instances.map(instance => ratio(instance.bestWelfareMicros, instance.leastBoundMicros))),
    0.5,
  );
  const lines = [{at: 1, text: 'proved bound'}];
  if (best !== null && best < 0.9995 && best > min) lines.push({at: best, text: '', dashed: true});
  panel(grid, {
    title: familyName(family),
    note: plural(instances.length, 'instance'),
    height: intervalHeight(rows),
    name: 'efficiency-' + family,
    finding: efficiencyFinding(model, family),
    option: width =>
      intervalOption(
        rows,
        {
          type: 'value',
          min,
          max: 1,
          name: 'efficiency',
          format: value => trim((value * 100).toFixed(1)) + ' %',
          lines,
        },
        width,
      ),
  });
}

/** Where the axis begins: below every median, unless one is far out; intervals may go on beyond. */
function axisStart(groups) {
  const least = Math.min(...groups.map(g => g.efficiency.at));
  const step = least > 0.98 ? 0.005 : least > 0.9 ? 0.02 : 0.1;
  const start = Number((Math.floor((least - step / 4) / step) * step).toFixed(4));
  return Math.max(least < 0 ? -0.5 : 0, start);
}

function efficiencyRow(g) {
  const {at, proved, known, low, high, ciLow, ciHigh} = g.efficiency;
  const bounds = ciLow === null || ciHigh === null ? '' : interval(ciLow, ciHigh, bare);
  return {
    label: g.label,
    kind: g.mechanism.kind,
    median: at,
    low: low ?? at,
    high: high ?? at,
    from: ciLow,
    to: ciHigh,
    second: known !== null && Math.abs(known - at) > 1e-4 ? known : null,
    hollow: proved === null,
    text: `${percent(at)}  ${bounds} ${count(g.n)}`,
    tip: tip(
      g.mechanism.name,
      proved === null ? '' : `median ${percent(proved, 2)} of the proved bound`,
      known === null ? '' : `median ${percent(known, 2)} of the best welfare known`,
      bounds && `interval ${bounds} %`,
      `from ${percent(low, 2)} to ${percent(high, 2)}`,
      `n = ${count(g.n)} runs on ${plural(g.instances, 'instance')}, ${count(g.failures)} not clean`,
      g.partial ? 'not run on all instances: compare with care' : '',
      statusCounts(g.trials),
    ),
  };
}

/** A percentage without its sign, for intervals. */
function bare(share) {
  return percent(share).replace(THIN + '%', '');
}

function efficiencyFinding(model, family) {
  const groups = comparable(ranked(model, family));
  const best = groups[0];
  const worst = groups.at(-1);
  const ties = groups.filter(g => g.efficiency.at === best.efficiency.at).map(g => g.label);
  const lead =
    ties.length > 3
      ? `${plural(ties.length, 'mechanism')} share the highest median`
      : `${phrase(ties)} ${ties.length > 1 ? 'have' : 'has'} the highest median`;
  const rest =
    worst === best || worst.efficiency.at === best.efficiency.at
      ? ''
      : `, ${worst.label} the lowest (${percent(worst.efficiency.at)})`;
  return `${familyName(family)}: ${lead} (${percent(best.efficiency.at)})${rest}.`;
}

function efficiencyCaption(model, families) {
  const sizes = spread(families.flatMap(family => ranked(model, family).map(g => g.n)));
  const n = sizes.low === sizes.high ? count(sizes.low) : `${count(sizes.low)} to ${count(sizes.high)}`;
  return (
    'Audited welfare as a share of the optimum, which lies between the best welfare known and the least ' +
    'audited bound. Filled symbol: median over instances of welfare / bound, what is proved; open ' +
    'symbol, where it differs: ' +
    'of welfare / best known; thick bar: bootstrap interval of the two; thin line: least to greatest ' +
    'instance; an arrow: it goes on beyond the axis. A run without a feasible outcome counts as 0, an ' +
    'unsupported one not at all. ' +
    `Right: proved median, interval, runs (n = ${n}). Solid line: the proved bound, which no outcome can ` +
    `exceed; dashed: median of best known / bound, where it is lower.` +
    partialNote(model, families) +
    leftOut(model, families)
  );
}

/** What the dagger means, where there is one. */
function partialNote(model, families) {
  const partial = families.some(family => ranked(model, family).some(g => g.partial));
  return partial ? ' †: supports a part of the instances only, not comparable with the rest, so listed last.' : '';
}
