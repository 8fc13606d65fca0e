// The data as the page uses them: every list present, every cross-reference resolved.

const KINDS = ['central', 'sealed', 'price', 'trading', 'other'];
const KIND_NAMES = {
  central: 'central solver',
  sealed: 'sealed bids',
  price: 'price process',
  trading: 'trading',
  other: 'other',
};
const KIND_SYMBOLS = {central: 'circle', sealed: 'rect', price: 'triangle', trading: 'diamond', other: 'pin'};
const FAMILIES = ['allocation', 'arbitrage', 'sla', 'market'];
const FAMILY_NAMES = {
  allocation: 'Compute allocation',
  arbitrage: 'Arbitrage',
  sla: 'SLA matching',
  market: 'Raw markets',
};
const INFORMATION = {
  D1: 'fully local: only bids or demands addressed to one',
  D2: 'prices are broadcast; quantities are seen, never values',
  D3: 'open market: orders are seen as they arrive',
  D4: 'bids are revealed to a centre round by round',
  C: 'everything is reported to a centre',
};
const STATUSES = ['ok', 'nothing-found', 'infeasible', 'violation', 'timeout', 'out-of-memory', 'crashed', 'error',
    'unsupported'];

function list(value) {
  return Array.isArray(value) ? value.filter(item => item !== null && item !== undefined) : [];
}

/** The rows of a packed table; see PackedData. */
function unpack(packed) {
  if (!packed || !packed.columns) return [];
  const rows = Array.from({length: packed.n}, () => ({}));
  for (const [name, column] of Object.entries(packed.columns)) {
    if (column.sparse) {
      for (const [row, value] of column.sparse) rows[row][name] = value;
    } else {
      (column.rows || column).forEach((value, row) => {
        if (value !== null) rows[row][name] = column.texts ? column.texts[value] : value;
      });
    }
  }
  return rows;
}

function readModel(raw) {
  const instances = list(raw.instances);
  const byInstance = new Map(instances.map(instance => [instance.id, instance]));
  const trials = unpack(raw.trials).map((trial, index) => readTrial(trial, index, byInstance));
  const mechanisms = readMechanisms(list(raw.mechanisms), trials, list(raw.summary));
  const byMechanism = new Map(mechanisms.map(mechanism => [mechanism.id, mechanism]));
  const families = inOrder(FAMILIES, [...instances.map(familyOf), ...trials.map(familyOf)]);
  const behaviours = [...new Set(trials.map(trial => trial.behaviour).filter(Boolean))];
  const behaviour = behaviours.includes('truthful') ? 'truthful' : behaviours[0] || '';
  const model = {meta: raw.meta || {}, instances, byInstance, mechanisms, byMechanism, trials, families, behaviour, rankings: list(raw.rankings)};
  model.groups = groups(model, list(raw.summary));
  model.views = {family: model, dataset: byDataset(model, list(raw.datasets))};
  return model;
}

/** The same with datasets in place of families. */
function byDataset(model, summary) {
  const relabel = row => ({...row, family: row.dataset || familyOf(row)});
  const view = {...model, instances: model.instances.map(relabel), trials: model.trials.map(relabel)};
  view.families = [...new Set([...view.instances, ...view.trials].map(familyOf))];
  view.groups = groups(view, summary);
  return view;
}

function familyOf(row) {
  return row.family || 'market';
}

/** Those of `order` that occur, then others by name. */
function inOrder(order, values) {
  const present = new Set(values);
  return [...order.filter(value => present.has(value)), ...[...present].filter(value => !order.includes(value)).sort()];
}

function readTrial(trial, index, byInstance) {
  const instance = byInstance.get(trial.instance) || {};
  const status = trial.status || (trial.feasible === false ? 'infeasible' : 'ok');
  const read = {
    ...trial,
    ...trial.surplus,
    index,
    status,
    mechanism: trial.mechanism || '(unnamed)',
    family: trial.family || familyOf(instance),
    dataset: trial.dataset || instance.dataset,
    violations: list(trial.violations),
  };
  read.sound =
    trial.feasible !== false &&
    num(trial.welfareMicros) !== null &&
    !['infeasible', 'unsupported', 'error'].includes(status);
  const share = (given, whole) => (read.sound ? (num(given) ?? ratio(trial.welfareMicros, whole)) : null);
  read.efficiencyLow = share(trial.efficiencyLow, instance.leastBoundMicros);
  read.efficiencyHigh = share(trial.efficiencyHigh, instance.bestWelfareMicros) ?? read.efficiencyLow;
  return read;
}

function ratio(part, whole) {
  const a = units(part);
  const b = units(whole);
  return a === null || b === null || b <= 0 ? null : a / b;
}

function readMechanisms(given, trials, summary) {
  const known = new Set(given.map(mechanism => mechanism.id));
  const unknown = [...new Set([...trials, ...summary].map(row => row.mechanism))]
    .filter(id => id && !known.has(id))
    .sort();
  return [...given, ...unknown.map(id => ({id}))]
    .filter(mechanism => mechanism.id)
    .map(mechanism => ({
      ...mechanism,
      name: mechanism.name || mechanism.id,
      kind: KINDS.includes(mechanism.kind) ? mechanism.kind : 'other',
      claims: list(mechanism.claims),
    }));
}

function quantile(sorted, q) {
  if (!sorted.length) return null;
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

function sortedNumbers(values) {
  return values
    .map(num)
    .filter(value => value !== null)
    .sort((a, b) => a - b);
}

/** Median, quartiles and extremes. */
function spread(values) {
  const sorted = sortedNumbers(values);
  return {
    n: sorted.length,
    median: quantile(sorted, 0.5),
    low: sorted[0] ?? null,
    high: sorted.at(-1) ?? null,
    lower: quantile(sorted, 0.25),
    upper: quantile(sorted, 0.75),
  };
}

function mean(values) {
  const numbers = values.map(num).filter(value => value !== null);
  return numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null;
}

/** One group per family, mechanism and behaviour; what the summary lacks is computed from the trials. */
function groups(model, summary) {
  const key = row => [familyOf(row), row.mechanism, row.behaviour || model.behaviour].join('\n');
  const members = new Map(summary.map(row => [key(row), {given: row, trials: []}]));
  for (const trial of model.trials) {
    if (!members.has(key(trial))) members.set(key(trial), {given: {}, trials: []});
    members.get(key(trial)).trials.push(trial);
  }
  const rank = new Map(model.mechanisms.map((mechanism, i) => [mechanism.id, i]));
  model.sizes = new Map(model.families.map(family => [family, instanceIds(model, family).size]));
  return [...members]
    .map(([k, {given, trials}]) => group(k, trials, given, model))
    .sort(
      (a, b) => model.families.indexOf(a.family) - model.families.indexOf(b.family) || rank.get(a.id) - rank.get(b.id),
    );
}

/** The instances of a family, listed or only run. */
function instanceIds(model, family) {
  const ids = [...model.instances.map(row => [row, row.id]), ...model.trials.map(row => [row, row.instance])];
  return new Set(ids.filter(([row]) => familyOf(row) === family).map(([, id]) => id));
}

function group(key, trials, given, model) {
  const [family, id, behaviour] = key.split('\n');
  const counted = trials.filter(trial => trial.status !== 'unsupported');
  const sound = trials.filter(trial => trial.sound);
  const instances = new Set(counted.map(trial => trial.instance)).size;
  const partial = instances > 0 && instances < model.sizes.get(family);
  const middle = field => num(given[field]?.median) ?? spread(sound.map(trial => trial[field])).median;
  return {
    family,
    id,
    trials,
    sound,
    instances,
    partial,
    label: (behaviour === model.behaviour ? id : id + ' · ' + behaviour) + (partial ? '\u2009†' : ''),
    mechanism: model.byMechanism.get(id) || {id, name: id, kind: 'other', claims: []},
    n: counted.length || num(given.n) || 0,
    failures: trials.length ? counted.filter(trial => trial.status !== 'ok').length : num(given.failures) || 0,
    efficiency: groupEfficiency(counted, given.efficiency || {}),
    messages: middle('messages'),
    rounds: middle('rounds'),
    millis: middle('wallMillis'),
    revenueShare: num(given.revenueShare),
    versus: given.versus || {},
  };
}

/** Medians over instances; proved is welfare over bound, known is welfare over the best known, at is what is drawn. */
function groupEfficiency(trials, given) {
  const proved = spread(perInstance(trials, 'efficiencyLow'));
  const known = spread(perInstance(trials, 'efficiencyHigh'));
  const low = num(given.low) ?? proved.median;
  const high = num(given.high) ?? num(given.median) ?? known.median ?? low;
  return {
    proved: low,
    known: high,
    at: low ?? high,
    low: proved.low ?? known.low,
    high: known.high ?? proved.high,
    ciLow: num(given.ciLow),
    ciHigh: num(given.ciHigh),
  };
}

/** The median over the runs of each instance; a run without a feasible outcome counts as 0. */
function perInstance(trials, field) {
  if (!trials.some(trial => trial[field] !== null)) return [];
  const runs = new Map();
  for (const trial of trials) {
    const value = trial.sound ? trial[field] : 0;
    if (value === null) continue;
    if (!runs.has(trial.instance)) runs.set(trial.instance, []);
    runs.get(trial.instance).push(value);
  }
  return [...runs.values()].map(values => spread(values).median);
}

/** The groups of a family that have an efficiency, the best first; then those that ran on a part of the instances. */
function ranked(model, family) {
  return model.groups
    .filter(g => g.family === family && g.efficiency.at !== null)
    .sort(
      (a, b) =>
        a.partial - b.partial ||
        b.efficiency.at - a.efficiency.at ||
        b.efficiency.low - a.efficiency.low ||
        (a.label < b.label ? -1 : 1),
    );
}

/** Those of ranked groups that ran on all instances, or all when there are none. */
function comparable(groups) {
  const whole = groups.filter(g => !g.partial);
  return whole.length ? whole : groups;
}

/** Who has no measured outcome in which families, and why, as a sentence; or ''. */
function leftOut(model, families) {
  const silent = model.groups.filter(g => families.includes(g.family) && g.efficiency.at === null);
  const places = new Map();
  for (const label of new Set(silent.map(g => g.label))) {
    const own = silent.filter(g => g.label === label);
    const where = own.length === families.length ? 'anywhere' : 'in ' + phrase(own.map(g => familyName(g.family)));
    const key = `${where} (${statusCounts(own.flatMap(g => g.trials))})`;
    places.set(key, [...(places.get(key) || []), label]);
  }
  const parts = [...places].map(([where, labels]) => `${phrase(labels)} ${where}`);
  return parts.length ? ` Without a measured outcome, so not drawn: ${parts.join('; ')}.` : '';
}

function statusCounts(trials) {
  const present = inOrder(
    STATUSES,
    trials.map(trial => trial.status),
  );
  return (
    present.map(status => `${status} ${count(trials.filter(trial => trial.status === status).length)}`).join(', ') ||
    'no trial'
  );
}

function familyName(family) {
  return FAMILY_NAMES[family] || capital(family);
}
