// The summary as a table: what a paper would print.

const MEDIANS = [
  'Family',
  'Mechanism',
  'Runs',
  'Not clean',
  'Proved',
  'Of best known',
  'Interval',
  'Difference',
  'Interval',
  'p',
  'p (Holm)',
  'Revenue',
  'Rounds',
  'Messages',
  'Time',
];

function mediansTable(section, model) {
  const groups = model.families.flatMap(family => ranked(model, family));
  if (!groups.length) return;
  const yardsticks = [...new Set(groups.map(g => g.versus.mechanism).filter(Boolean))];
  const caption =
    'Medians over instances. Not clean: runs without a feasible outcome, or with a broken promise. ' +
    'Proved: of welfare / bound; difference: the median of paired differences in efficiency' +
    (yardsticks.length ? ` to ${phrase(yardsticks)}` : '') +
    ', in percentage points, with its bootstrap interval and the two-sided p of Wilcoxon’s signed-rank ' +
    'test, as it is and corrected by Holm for all mechanisms of the family; revenue: as a share of the best welfare.';
  section.append(
    el(
      'details',
      {class: 'medians'},
      el('summary', {}, 'Table of medians and paired differences'),
      tableOf(caption, MEDIANS, groups.map(mediansRow), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]),
    ),
  );
}

function mediansRow(g) {
  const {proved, known, ciLow, ciHigh} = g.efficiency;
  const {versus} = g;
  return [
    el('span', {class: 'nowrap'}, familyName(g.family)),
    el('span', {class: 'nowrap'}, mark(g.mechanism.kind), el('span', {class: 'id'}, g.label)),
    count(g.n),
    count(g.failures),
    percent(proved, 2),
    percent(known, 2),
    interval(ciLow, ciHigh, bare),
    pointsText(versus.median),
    interval(num(versus.ciLow), num(versus.ciHigh), pointsText),
    num(versus.p) === null ? MISSING : pValue(num(versus.p)),
    num(versus.pHolm) === null ? MISSING : pValue(num(versus.pHolm)),
    percent(g.revenueShare),
    count(g.rounds),
    count(g.messages),
    duration(g.millis),
  ];
}

function interval(low, high, show) {
  return low === null || high === null ? MISSING : `[${show(low)}, ${show(high)}]`;
}

/** A difference of shares in percentage points. */
function pointsText(difference) {
  const value = num(difference);
  return value === null ? MISSING : fixed(value * 100 + 0, 2);
}

function pValue(p) {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}
