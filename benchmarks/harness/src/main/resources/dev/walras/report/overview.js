// What was compared on what: figures at a glance, findings, instances, mechanisms.

function overview(section, model) {
  section.append(glance(model), findings(model.views[grouping.by]));
  section.append(el('h3', {}, 'Instances'), instanceTable(model));
  section.append(el('h3', {}, 'Mechanisms'), mechanismTable(model));
}

function glance(model) {
  const sound = model.trials.filter(trial => trial.sound);
  const broken = model.trials.filter(trial => ['infeasible', 'violation', 'error'].includes(trial.status));
  const proved = model.instances.filter(instance => ratio(instance.bestWelfareMicros, instance.leastBoundMicros) === 1);
  const facts = [
    ['instances', count(model.instances.length)],
    ['mechanisms', count(model.mechanisms.length)],
    ['cells audited', count(model.trials.length)],
    ['feasible outcomes', count(sound.length)],
    ['optimum proved, instances', `${count(proved.length)}${THIN}/${THIN}${count(model.instances.length)}`],
    ['infeasible, broken promises, errors', count(broken.length), broken.length > 0],
  ];
  return el(
    'dl',
    {class: 'facts'},
    facts.map(([name, value, alarm]) =>
      el('div', {class: alarm ? 'alarm' : null}, el('dt', {}, name), el('dd', {}, value)),
    ),
  );
}

/** The answer: the best of every kind per family, and how far prices alone come. */
function findings(model) {
  const families = model.families.filter(family => ranked(model, family).length);
  if (!families.length) return el('p', {class: 'empty'}, 'No outcome has an efficiency.');
  const kinds = inOrder(
    KINDS,
    families.flatMap(family => ranked(model, family).map(g => g.mechanism.kind)),
  );
  const table = tableOf(
    'The best of each kind: median share of the proved bound (of the best welfare known where marked *), ' +
      'median messages.',
    ['Family', ...kinds.map(kind => capital(KIND_NAMES[kind]))],
    families.map(family => [
      familyName(family),
      ...kinds.map(kind => bestOfKind(ranked(model, family).find(g => g.mechanism.kind === kind))),
    ]),
    [],
  );
  return el(
    'div',
    {class: 'best'},
    table,
    // Of many datasets the table says enough.
    families.length > MOST_HEADLINES
      ? ''
      : el(
          'ul',
          {class: 'findings'},
          families.map(family => el('li', {}, headline(model, family))),
        ),
  );
}

const MOST_HEADLINES = 12;

function bestOfKind(g) {
  if (!g) return MISSING;
  const messages = g.messages === null ? '' : `, ${shortCount(g.messages)} messages`;
  return el(
    'span',
    {},
    el('b', {}, percent(g.efficiency.at) + (g.efficiency.proved === null ? '*' : '')),
    el('br'),
    el('span', {class: 'nowrap'}, mark(g.mechanism.kind), el('span', {class: 'id'}, g.label)),
    el('span', {class: 'soft nowrap'}, messages),
  );
}

function headline(model, family) {
  const groups = comparable(ranked(model, family));
  const first = kinds => groups.find(g => kinds.includes(g.mechanism.kind));
  const central = first(['central']);
  const signal = first(['price', 'trading']);
  const share = g => percent(g.efficiency.at);
  const name = familyName(family);
  if (!signal)
    return (
      `${name}: no decentralized mechanism has a measured outcome; ${groups[0].label} reaches ` +
      `${share(groups[0])} (n = ${count(groups[0].n)}).`
    );
  const reach =
    `${name}: the best decentralized mechanism, ${signal.label}, reaches ${share(signal)} (n = ` +
    `${count(signal.n)})`;
  if (!central) return reach + '.';
  if (signal.efficiency.at <= 0)
    return `${name}: no decentralized mechanism gains in the median; ${central.label} reaches ${share(central)}.`;
  const points = (central.efficiency.at - signal.efficiency.at) * 100;
  const distance =
    Math.abs(points) < 0.005
      ? 'as much as'
      : `${trim(Math.abs(points).toFixed(Math.abs(points) < 1 ? 2 : 1))} points ${points > 0 ? 'less' : 'more'} than`;
  const cost =
    signal.messages > 0 && central.messages > 0
      ? `, with ${significant(signal.messages / central.messages)} times the messages`
      : '';
  return `${reach}, ${distance} the best central solver, ${central.label}${cost}.`;
}

function instanceTable(model) {
  if (!model.instances.length) return el('p', {class: 'empty'}, 'No instances are listed in the data.');
  const heads = [
    'Family',
    'Instances',
    'Datasets',
    'Seeds',
    'Goods',
    'Participants',
    'Orders',
    'Optimum known within',
    'Traits',
  ];
  return tableOf(
    'Instances by family. Ranges are from the least to the greatest; “optimum known within” is the ' +
      'largest gap between best welfare and least bound.',
    heads,
    model.families.map(family =>
      instanceRow(
        family,
        model.instances.filter(instance => familyOf(instance) === family),
      ),
    ),
    [1, 3, 4, 5, 6, 7],
  );
}

function instanceRow(family, instances) {
  const unique = field => [
    ...new Set(instances.map(instance => instance[field]).filter(value => value !== null && value !== undefined)),
  ];
  const traits = new Set(instances.flatMap(instance => list(instance.traits)));
  const gaps = instances
    .map(instance => ratio(instance.bestWelfareMicros, instance.leastBoundMicros))
    .filter(share => share !== null);
  return [
    familyName(family),
    count(instances.length),
    unique('dataset').join(', ') || MISSING,
    count(unique('seed').length),
    range(instances, 'goods'),
    range(instances, 'participants'),
    range(instances, 'orders'),
    gaps.length ? gapText(1 - Math.min(...gaps)) : MISSING,
    [...traits]
      .sort()
      .map(trait => String(trait).toLowerCase().replaceAll('_', ' '))
      .join(', ') || MISSING,
  ];
}

function range(rows, field) {
  const {low, high, n} = spread(rows.map(row => row[field]));
  return !n ? MISSING : low === high ? count(low) : count(low) + '–' + count(high);
}

/** Longer tables of mechanisms are folded. */
const MOST_SHOWN = 25;

function mechanismTable(model) {
  if (!model.mechanisms.length) return el('p', {class: 'empty'}, 'No mechanisms are listed in the data.');
  const rows = inOrder(
    KINDS,
    model.mechanisms.map(m => m.kind),
  )
    .flatMap(kind => model.mechanisms.filter(m => m.kind === kind))
    .map(mechanism => {
      const trials = model.trials.filter(trial => trial.mechanism === mechanism.id);
      return [
        el('span', {class: 'nowrap'}, mark(mechanism.kind), el('span', {class: 'id'}, mechanism.id)),
        mechanism.settings && mechanism.settings !== '{}'
          ? `${mechanism.name}, ${plain(mechanism.settings)}`
          : mechanism.name,
        el('span', {class: 'nowrap'}, KIND_NAMES[mechanism.kind]),
        mechanism.information
          ? el('abbr', {title: INFORMATION[mechanism.information] || ''}, mechanism.information)
          : MISSING,
        mechanism.claims.map(claim => String(claim).toLowerCase().replace(/[_-]/g, ' ')).join(', ') || MISSING,
        statusCounts(trials),
        el('span', {}, withDois(mechanism.reference || MISSING)),
      ];
    });
  const table = tableOf(
    'Mechanisms, what they may see and what they claim under truthful reports.',
    ['Mechanism', 'Name', 'Kind', 'Sees', 'Claims', 'Cells', 'Reference'],
    rows,
    [],
  );
  const used = [...new Set(model.mechanisms.map(mechanism => mechanism.information))]
    .filter(code => INFORMATION[code])
    .sort();
  const key = el('p', {class: 'small'}, used.map(code => `${code}: ${INFORMATION[code]}. `).join(''));
  return rows.length > MOST_SHOWN
    ? el('details', {}, el('summary', {}, `Table of all ${count(rows.length)} mechanisms`), table, key)
    : el('div', {}, table, key);
}

/** A table; the first cell of a row is its heading. */
function tableOf(caption, heads, rows, numeric) {
  const cls = i => (numeric.includes(i) ? 'num' : null);
  return el(
    'div',
    {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption.split('.')[0]},
    el(
      'table',
      {},
      el('caption', {}, el('span', {}, caption)),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map((head, i) => el('th', {scope: 'col', class: cls(i)}, head)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(row =>
          el(
            'tr',
            {},
            row.map((cell, i) =>
              i
                ? el('td', {class: cls(i) || (i === row.length - 1 ? 'reference' : null)}, cell)
                : el('th', {scope: 'row'}, cell),
            ),
          ),
        ),
      ),
    ),
  );
}
