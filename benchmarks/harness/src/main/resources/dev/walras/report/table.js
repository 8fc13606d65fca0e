// Every cell with its audit: filtered, sorted, paged; only the rows of one page are elements.

const PAGE_ROWS = 50;

/** Key, heading, how it is shown, whether it is a number; minor columns are left out on paper. */
const COLUMNS = [
  {key: 'instance', head: 'Instance', show: trial => el('span', {class: 'id'}, trial.instance ?? MISSING)},
  {key: 'family', head: 'Family', minor: true, show: trial => trial.family},
  {key: 'mechanism', head: 'Mechanism', show: trial => el('span', {class: 'id'}, trial.mechanism)},
  {key: 'behaviour', head: 'Behaviour', minor: true},
  {
    key: 'seed',
    head: 'Seed',
    minor: true,
    numeric: true,
    show: trial => (trial.seed === undefined ? MISSING : String(trial.seed)),
  },
  {key: 'status', head: 'Status'},
  {key: 'audit', head: 'Audit and reasons', wide: true},
  {key: 'efficiencyLow', head: 'Efficiency', numeric: true, show: trial => efficiencyText(trial)},
  {key: 'welfareMicros', head: 'Welfare', numeric: true, show: trial => money(trial.welfareMicros)},
  {
    key: 'objective',
    head: 'Objective',
    minor: true,
    numeric: true,
    show: trial => (num(trial.objective) === null ? MISSING : trim(fixed(num(trial.objective), 2))),
  },
  {key: 'boundMicros', head: 'Bound', numeric: true, show: trial => money(trial.boundMicros)},
  {
    key: 'claimedBoundMicros',
    head: 'Claimed bound',
    minor: true,
    numeric: true,
    show: trial => money(trial.claimedBoundMicros),
  },
  {key: 'gap', head: 'Gap', numeric: true, show: trial => gapText(trial.gap)},
  {key: 'revenueMicros', head: 'Revenue', minor: true, numeric: true, show: trial => money(trial.revenueMicros)},
  {key: 'budgetBalanceMicros', head: 'Balance', numeric: true, show: trial => money(trial.budgetBalanceMicros)},
  {
    key: 'minUtilityMicros',
    head: 'Least utility',
    minor: true,
    numeric: true,
    show: trial => money(trial.minUtilityMicros),
  },
  {key: 'rounds', head: 'Rounds', minor: true, numeric: true, show: trial => count(trial.rounds)},
  {key: 'messages', head: 'Messages', numeric: true, show: trial => count(trial.messages)},
  {key: 'bytes', head: 'Bytes', minor: true, numeric: true, show: trial => count(trial.bytes)},
  {key: 'wallMillis', head: 'Time', numeric: true, show: trial => duration(trial.wallMillis)},
  {key: 'engine', head: 'Engine', minor: true},
  {key: 'termination', head: 'Stopped by', minor: true},
];
const CSV_FIELDS = [
  'instance',
  'dataset',
  'family',
  'mechanism',
  'behaviour',
  'seed',
  'status',
  'reason',
  'feasible',
  'violations',
  'objective',
  'efficiencyLow',
  'efficiencyHigh',
  'welfareMicros',
  'boundMicros',
  'claimedBoundMicros',
  'gap',
  'revenueMicros',
  'budgetBalanceMicros',
  'buyersMicros',
  'sellersMicros',
  'tradersMicros',
  'operatorMicros',
  'minUtilityMicros',
  'filledOrders',
  'rounds',
  'messages',
  'bytes',
  'wallMillis',
  'engine',
  'termination',
];
const FILTERS = ['family', 'mechanism', 'status', 'behaviour'];

function efficiencyText(trial) {
  const {efficiencyLow: low, efficiencyHigh: high} = trial;
  return low === null || high === null || high - low < 5e-5 ? percent(low, 2) : bare(low) + '–' + percent(high);
}

function auditText(trial) {
  const broken = trial.violations.map(violation =>
    typeof violation === 'string' ? violation : JSON.stringify(violation),
  );
  return [trial.reason, ...broken].filter(Boolean).join('; ') || (trial.sound ? 'clean' : MISSING);
}

function cellTable(section, model) {
  if (!model.trials.length) return section.append(el('p', {class: 'empty'}, 'No cell was run.'));
  const texts = model.trials.map(trial =>
    [
      trial.instance,
      trial.dataset,
      trial.mechanism,
      model.byMechanism.get(trial.mechanism)?.name,
      trial.engine,
      auditText(trial),
    ]
      .join(' ')
      .toLowerCase(),
  );
  const table = {model, texts, rows: [], page: 0, filters: readFilters(), columns: usedColumns(model)};
  table.head = el('tr', {});
  table.body = el('tbody', {});
  table.count = el('output', {'aria-live': 'polite'});
  table.buttons = [
    ['Previous', -1],
    ['Next', 1],
  ].map(([name, step]) => el('button', {type: 'button', onclick: () => turn(table, step)}, name));
  const grid = el(
    'table',
    {id: 'cells-table'},
    el('caption', {}, el('span', {}, tableCaption(table))),
    el('thead', {}, table.head),
    table.body,
  );
  section.append(
    filterBar(table),
    el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Cells'}, grid),
    el('div', {class: 'pager'}, table.count, table.buttons),
  );
  refresh(table);
  addEventListener('hashchange', () => {
    if (!location.hash.includes('=')) return;
    table.filters = readFilters();
    table.bar.replaceWith(filterBar(table));
    refresh(table);
  });
}

function tableCaption({columns, model}) {
  const several = columns.some(column => column.key === 'behaviour') || !model.behaviour;
  const text = 'Every cell that was run, as audited. Money in units of the instance; click a heading to sort.';
  return several ? text : `${text} Behaviour: ${model.behaviour}.`;
}

/** Columns with a value in some trial; behaviours if there are several, objectives if they differ from welfare. */
function usedColumns(model) {
  const value = (trial, key) =>
    key === 'objective' && Math.abs(num(trial.objective) - units(trial.welfareMicros)) < 1e-6 ? null : trial[key];
  const values = key =>
    new Set(
      model.trials
        .map(trial => value(trial, key))
        .filter(given => given !== undefined && given !== null && given !== ''),
    );
  const least = {audit: 0, status: 0, behaviour: 2};
  return COLUMNS.filter(({key}) => values(key).size >= (least[key] ?? 1));
}

/** Filters are kept in the address, as #status=infeasible&q=vcg&sort=-gap. */
function readFilters() {
  const hash = location.hash.slice(1);
  const given = new URLSearchParams(hash.includes('=') ? hash : '');
  const filters = {q: given.get('q') || '', sort: given.get('sort') || ''};
  if (given.get('by')) filters.by = given.get('by');
  FILTERS.forEach(name => {
    filters[name] = given.get(name) || '';
  });
  return filters;
}

function writeFilters(filters) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) parameters.set(name, value);
  history.replaceState(null, '', '#' + (parameters.toString() || 'cells'));
}

function filterBar(table) {
  const set = (name, value) => {
    table.filters[name] = value;
    writeFilters(table.filters);
    refresh(table);
  };
  const search = el('input', {
    type: 'search',
    id: 'filter-q',
    value: table.filters.q,
    placeholder: 'instance, mechanism, reason …',
    oninput: () => set('q', search.value),
  });
  table.bar = el(
    'div',
    {class: 'controls'},
    el('label', {class: 'grow'}, 'Search', search),
    FILTERS.map(name => {
      const order = {family: table.model.families, status: STATUSES}[name] || [];
      const values = inOrder(order, table.model.trials.map(trial => trial[name]).filter(Boolean));
      return values.length > 1
        ? choice(capital(name), [['', 'all'], ...values], table.filters[name], value => set(name, value), {
            id: 'filter-' + name,
          })
        : null;
    }),
    el('button', {type: 'button', onclick: () => saveCsv(table)}, 'Save these rows as CSV'),
  );
  return table.bar;
}

function refresh(table) {
  const {filters, model, texts} = table;
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = model.trials.filter(
    (trial, i) =>
      FILTERS.every(name => !filters[name] || String(trial[name] ?? '') === filters[name]) &&
      words.every(word => texts[i].includes(word)),
  );
  table.rows = sorted(kept, filters.sort);
  table.page = 0;
  drawHead(table);
  drawRows(table);
}

function sorted(trials, sort) {
  const key = sort.replace(/^-/, '');
  const column = COLUMNS.find(candidate => candidate.key === key);
  if (!column) return trials;
  const sign = sort.startsWith('-') ? -1 : 1;
  const value = trial => (column.numeric ? num(trial[key]) : key === 'audit' ? auditText(trial) : (trial[key] ?? null));
  const keyed = trials.map(trial => [value(trial), trial]);
  keyed.sort(
    ([a, s], [b, t]) => (a === null) - (b === null) || (a === b ? s.index - t.index : sign * (a < b ? -1 : 1)),
  );
  return keyed.map(([, trial]) => trial);
}

function drawHead(table) {
  const sort = table.filters.sort;
  table.head.replaceChildren(
    ...table.columns.map(({key, head, numeric, minor}) => {
      const direction = sort === key ? 'ascending' : sort === '-' + key ? 'descending' : 'none';
      const arrowText = {ascending: ' ↑', descending: ' ↓', none: ''}[direction];
      return el(
        'th',
        {scope: 'col', class: classes(numeric && 'num', minor && 'minor'), 'aria-sort': direction},
        el(
          'button',
          {
            type: 'button',
            onclick: () => {
              table.filters.sort = direction === 'ascending' ? '-' + key : key;
              writeFilters(table.filters);
              refresh(table);
              table.head.children[table.columns.findIndex(column => column.key === key)].firstChild.focus();
            },
          },
          head + arrowText,
        ),
      );
    }),
  );
}

function turn(table, step) {
  table.page += step;
  drawRows(table);
}

function drawRows(table) {
  const {rows, page} = table;
  const from = page * PAGE_ROWS;
  const shown = rows.slice(from, from + PAGE_ROWS);
  table.body.replaceChildren(...shown.map(trial => cellRow(trial, table.columns)));
  table.body.parentElement.dataset.rows = rows.length;
  table.count.textContent = rows.length
    ? `${count(from + 1)}–${count(from + shown.length)} of ${plural(rows.length, 'cell')}`
    : 'No cell matches.';
  table.buttons[0].disabled = page === 0;
  table.buttons[1].disabled = from + PAGE_ROWS >= rows.length;
}

function cellRow(trial, columns) {
  return el(
    'tr',
    {class: trial.status},
    columns.map(({key, show, numeric, wide, minor}, i) => {
      const content = key === 'audit' ? auditText(trial) : show ? show(trial) : (trial[key] ?? MISSING);
      const style = classes(
        numeric && 'num',
        wide && content.length > 30 && 'wide',
        key === 'status' && 'status',
        minor && 'minor',
      );
      return i ? el('td', {class: style}, content) : el('th', {scope: 'row'}, content);
    }),
  );
}

function saveCsv(table) {
  const quote = value => {
    const text =
      value === null || value === undefined
        ? ''
        : Array.isArray(value)
          ? value.map(item => (typeof item === 'string' ? item : JSON.stringify(item))).join('; ')
          : String(value);
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const lines = [
    CSV_FIELDS.join(','),
    ...table.rows.map(trial => CSV_FIELDS.map(field => quote(trial[field])).join(',')),
  ];
  save('cells.csv', 'text/csv', lines.join('\r\n') + '\r\n');
}
