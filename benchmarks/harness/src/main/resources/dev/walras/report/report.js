// The page: sections in their order, theme, and the sign that all is drawn.

const SECTIONS = [
  ['compared', 'Compared', 'What was compared on what', overview],
  ['efficiency', 'Efficiency', 'Efficiency', efficiencyFigure],
  ['ranks', 'Ranks', 'Who is better than whom', ranksFigure],
  ['messages', 'Messages', 'Welfare against messages', tradeoffFigure],
  ['convergence', 'Convergence', 'Convergence', convergenceFigure],
  ['map', 'Price map', 'Prices in space', mapFigure],
  ['surplus', 'Surplus', 'Where the surplus goes', surplusFigure],
  ['incentives', 'Incentives', 'What lies can gain', incentivesFigure],
  ['time', 'Time', 'Running time', timeFigure],
  ['cells', 'Cells', 'Every cell with its audit', cellTable],
  ['environment', 'Environment', 'Environment and reproduction', environment],
  ['methods', 'Methods', 'How to read this', methods],
];

function environment(section, model) {
  const meta = model.meta;
  const facts = [
    ['Walras', [meta.version, meta.commit && 'commit ' + meta.commit].filter(Boolean).join(', ')],
    ['Generated', meta.generatedAt],
    ['Machine', meta.machine],
    ['Cores', meta.cores],
    ['Java', meta.jdk],
    ['System', meta.os],
    ['Limits', meta.limits],
    ['Seeds', Array.isArray(meta.seeds) ? meta.seeds.join(', ') : meta.seeds],
    ['Whole run', meta.wallMillis === undefined || meta.wallMillis === null ? null : duration(meta.wallMillis)],
    ['Plots', 'Apache ECharts ' + echarts.version + ', Apache License 2.0'],
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
  section.append(
    el(
      'dl',
      {class: 'environment'},
      facts.map(([name, value]) => [el('dt', {}, name), el('dd', {}, plain(value))]),
    ),
  );
  const commands = (Array.isArray(meta.command) ? meta.command : [meta.command]).filter(Boolean);
  if (commands.length) section.append(el('h3', {}, 'To reproduce'), el('pre', {tabindex: '0'}, commands.join('\n')));
}

/** Objects as "key value, key value". */
function plain(value) {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([key, part]) => key + ' ' + plain(part))
    .join(', ');
}

function methods(section) {
  const notes = [
    [
      'Audited welfare',
      'The sum of lots times true value of the orders that an outcome fills. It is computed by an auditor ' +
        'that shares no code with the mechanisms, from the problem and the decisions alone; no mechanism ' +
        'states its own welfare.',
    ],
    [
      'Bound and gap',
      'Any prices, however found, bound the optimum from above: every participant’s best reply at these ' +
        'prices plus the value of the endowment (weak duality). The auditor evaluates that bound in integers ' +
        'from the prices of each outcome. The gap is (bound − welfare) / |bound|; a gap of zero proves the ' +
        'outcome optimal without a solver.',
    ],
    ['Claimed bound', 'The bound that an engine states about itself. It is shown, and never used for an efficiency.'],
    [
      'Efficiency interval',
      'For each instance the optimum lies between the best audited welfare and the least audited bound ' +
        'over all outcomes of all mechanisms. Welfare divided by the latter is the proved efficiency, ' +
        'welfare divided by the former the most it can be; the two are equal where the optimum is proved.',
    ],
    [
      'Intervals of medians',
      'Bootstrap intervals of the median over instances and seeds, as stated by the experiment; on a few ' +
        'instances they are wide, and they say nothing about other datasets.',
    ],
    [
      'Ranks and critical differences',
      'On every instance the mechanisms are ranked by efficiency, ties sharing their mean rank. Friedman’s ' +
        'test, as corrected by Iman and Davenport, asks whether they differ at all; Nemenyi’s critical ' +
        'difference says which average ranks do, all pairs compared (J. Demšar, JMLR 7, 2006).',
    ],
    [
      'Performance profile',
      'For each factor the share of instances on which a mechanism is within that factor of the best ' +
        'welfare known; one without welfare is within no factor (E. D. Dolan, J. J. Moré, 2002).',
    ],
    [
      'Messages',
      'Directed messages between participants and coordinator, counted by the floor that carries them; a ' +
        'broadcast to n participants is n messages.',
    ],
    [
      'Status',
      'ok: a feasible outcome that keeps every promise. violation: feasible, but it breaks a budget or a ' +
        'promise about money, such as balance. infeasible: it breaks a rule of the market or of the problem. ' +
        'nothing-found: a limit came before anything was found. unsupported: the market has a structure that ' +
        'the mechanism does not handle. timeout, out-of-memory, crashed and error: as they say. Nothing is dropped: in medians of ' +
        'efficiency a run without a feasible outcome counts as 0, and unsupported cells are counted apart.',
    ],
  ];
  section.append(
    el(
      'dl',
      {class: 'methods'},
      notes.map(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]),
    ),
  );
}

function startTheme() {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.hash.slice(1)).get('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const set = theme => {
    root.dataset.theme = theme;
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to ${theme === 'dark' ? 'light' : 'dark'} colours`);
    redrawAll();
  };
  set(asked === 'dark' || asked === 'light' ? asked : system.matches ? 'dark' : 'light');
  button.addEventListener('click', () => set(root.dataset.theme === 'dark' ? 'light' : 'dark'));
  system.addEventListener('change', () => set(system.matches ? 'dark' : 'light'));
  let before = null;
  addEventListener('beforeprint', () => {
    before = root.dataset.theme;
    set('light');
    document.querySelectorAll('details').forEach(details => {
      details.open = true;
    });
  });
  addEventListener('afterprint', () => set(before));
}

function byline(meta) {
  const seeds = Array.isArray(meta.seeds) ? plural(meta.seeds.length, 'seed') : null;
  return [
    meta.generatedAt,
    meta.version && 'Walras ' + meta.version,
    meta.commit && 'commit ' + String(meta.commit).slice(0, 12),
    seeds,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The grouping that the address asks for, null when it asks for none. */
function asked() {
  const by = new URLSearchParams(location.hash.slice(1)).get('by');
  return by === 'dataset' || by === 'family' ? by : null;
}

/** Whether most mechanisms ran on a part of their family only, so that families say little. */
function mostlyPartial(model) {
  const measured = model.groups.filter(g => g.efficiency.at !== null);
  return measured.filter(g => g.partial).length > measured.length / 2;
}

function start() {
  startTheme();
  const model = readModel(JSON.parse(document.getElementById('data').textContent));
  grouping.by = asked() || (mostlyPartial(model) ? 'dataset' : 'family');
  document.getElementById('byline').textContent = byline(model.meta);
  const main = document.getElementById('main');
  main.replaceChildren();
  if (model.meta.description) main.append(el('p', {class: 'description'}, model.meta.description));
  document.getElementById('contents').append(
    el(
      'ol',
      {},
      SECTIONS.map(([id, short]) => el('li', {}, el('a', {href: '#' + id}, short))),
    ),
  );
  SECTIONS.forEach(([id, , title, fill], i) => {
    const section = el(
      'section',
      {id, 'aria-labelledby': id + '-title'},
      el('h2', {id: id + '-title'}, el('span', {class: 'number'}, String(i + 1)), title),
    );
    main.append(section);
    fill(section, model);
  });
  document.getElementById('footer').textContent =
    'Written by Walras. This file is complete: it holds its data and loads nothing.';
  const hash = location.hash.slice(1);
  if (hash && !hash.includes('=')) document.getElementById(hash)?.scrollIntoView();
}

start();
document.documentElement.dataset.ready = 'true';
