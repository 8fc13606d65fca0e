// Numbers and elements.

const THIN = '\u202f';
const MISSING = '–';
/** Long.MAX_VALUE: a bound that exceeds a long. */
const UNBOUNDED = 9.2e18;

/** A finite number, or null; numbers too large for JSON in JavaScript come as text. */
function num(value) {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Micros as a number of money units, or null. */
function units(micros) {
  const value = num(micros);
  return value === null || Math.abs(value) >= UNBOUNDED ? null : value / 1e6;
}

/** With thin spaces between thousands; a true minus sign. */
function fixed(value, digits) {
  const [whole, rest] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  return (value < 0 ? '−' : '') + grouped + (rest ? '.' + rest : '');
}

function count(value) {
  const number = num(value);
  return number === null ? MISSING : fixed(number, Number.isInteger(number) ? 0 : 1);
}

/** Short: 950, 12.3 k, 4.5 M. */
function shortCount(value) {
  const number = num(value);
  if (number === null) return MISSING;
  const size = Math.abs(number);
  for (const [unit, name] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ]) {
    if (size >= unit) return significant(number / unit) + THIN + name;
  }
  return significant(number);
}

/** With three significant digits and no exponent: 930, 1.54, 0.0123. */
function significant(value) {
  const size = Math.abs(value);
  return size >= 100 ? fixed(value, 0) : trim(value.toPrecision(size >= 0.001 ? 3 : 2));
}

function trim(text) {
  return text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;
}

/** Money in units. */
function money(micros) {
  const value = units(micros);
  if (value === null) return num(micros) === null ? MISSING : 'unbounded';
  const size = Math.abs(value);
  return size > 0 && size < 1 ? fixed(value, 6).replace(/0+$/, '') : fixed(value, size >= 1e6 ? 0 : 2);
}

/** A share as a percentage; 100 % only when it is exact. */
function percent(share, digits = 1) {
  const value = num(share);
  if (value === null) return MISSING;
  if (value === 1 || value === 0) return value * 100 + THIN + '%';
  const near = value > 0.99 && value < 1;
  const scale = 10 ** (near ? digits + 1 : digits);
  const rounded = near ? Math.floor(value * 100 * scale) / scale : value * 100;
  return fixed(rounded, near ? digits + 1 : digits) + THIN + '%';
}

/** A ratio that may be tiny: 3.2 %, 0.004 %, 2e-7. */
function gapText(gap) {
  const value = num(gap);
  if (value === null) return MISSING;
  if (value === 0) return '0';
  return Math.abs(value) >= 1e-4
    ? trim(fixed(value * 100, Math.abs(value) >= 0.01 ? 1 : 3)) + THIN + '%'
    : value.toExponential(1).replace('-', '−');
}

function duration(millis) {
  const value = num(millis);
  if (value === null) return MISSING;
  if (value < 1) return significant(value * 1000) + THIN + 'µs';
  if (value < 1000) return significant(value) + THIN + 'ms';
  if (value < 120000) return significant(value / 1000) + THIN + 's';
  return fixed(value / 60000, 1) + THIN + 'min';
}

function plural(n, noun) {
  return count(n) + ' ' + noun + (n === 1 ? '' : 's');
}

/** Texts as a phrase: a, b and c. */
function phrase(texts) {
  return texts.length < 2 ? texts.join('') : texts.slice(0, -1).join(', ') + ' and ' + texts.at(-1);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
}

/** An element: el('td', {class: 'num'}, 'text', child). */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}

/** Those names that are not false, or null. */
function classes(...names) {
  return names.filter(Boolean).join(' ') || null;
}

/** A labelled choice; options are texts or [value, text]. */
function choice(label, options, chosen, onChange, extra = {}) {
  const select = el(
    'select',
    {onchange: () => onChange(select.value), ...extra},
    options.map(option => {
      const [value, text] = Array.isArray(option) ? option : [option, option];
      return el('option', {value, selected: value === chosen}, text);
    }),
  );
  return el('label', {}, label, select);
}

/** Text in which DOIs are links. */
function withDois(text) {
  return String(text || '')
    .split(/(10\.\d{4,9}\/[^\s;,]+[^\s;,.)])/)
    .map((part, i) => (i % 2 ? el('a', {href: 'https://doi.org/' + encodeURI(part), rel: 'noreferrer'}, part) : part));
}

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], {type}));
  const link = el('a', {href: url, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
