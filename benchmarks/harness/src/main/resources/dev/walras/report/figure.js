// Figures: a frame with controls, panels, a caption and a sentence that says what they show.

/** Panels that live: redrawn when the theme changes. */
const panels = [];

/** The colour of a CSS variable. */
function colour(name) {
  return getComputedStyle(document.documentElement)
    .getPropertyValue('--' + name)
    .trim();
}

/** A figure in `section`; body() fills in panels, caption and finding, and is called again by redraw(). */
function figure(section, title, body) {
  const content = el('div', {class: 'figure-body'});
  const caption = el('figcaption', {});
  const frame = el('figure', {'aria-label': title}, content, caption);
  section.append(frame);
  const handle = {
    frame,
    content,
    caption: (text, finding) =>
      caption.replaceChildren(
        el('p', {}, el('b', {}, title + '. '), text),
        finding ? el('p', {class: 'finding'}, finding) : '',
      ),
    redraw: () => {
      drop(content);
      content.replaceChildren();
      body(handle);
    },
  };
  handle.redraw();
  return handle;
}

/** Panels by family or by dataset: one choice for all figures with such panels, kept in the address as by=dataset. */
const grouping = {by: 'family', figures: []};

/** A figure whose body(handle, view) is given the model in the chosen grouping. */
function groupedFigure(section, title, model, body) {
  const handle = figure(section, title, frame => body(frame, model.views[grouping.by]));
  grouping.figures.push(handle);
  return handle;
}

/** The choice of grouping; null where there is nothing to choose. */
function groupingChoice(model) {
  if (model.views.dataset.families.length <= model.views.family.families.length) return null;
  const options = [
    ['family', 'family'],
    ['dataset', 'dataset'],
  ];
  return choice('Panels by', options, grouping.by, by => {
    grouping.by = by;
    grouping.figures.forEach(handle => handle.redraw());
  });
}

function drop(container) {
  for (let i = panels.length - 1; i >= 0; i--) {
    if (container.contains(panels[i].chart)) {
      panels[i].plot.dispose();
      panels[i].observer.disconnect();
      panels.splice(i, 1);
    }
  }
}

/** A row of panels inside a figure. */
function panelGrid(container, single) {
  const grid = el('div', {class: single ? 'panels single' : 'panels'});
  container.append(grid);
  return grid;
}

/** One plot. option(width) returns what ECharts draws; `finding` is its text alternative. */
function panel(grid, {title, note, height, option, finding, name}) {
  const chart = el('div', {
    class: 'chart',
    role: 'img',
    'aria-label': `${title}. ${finding}`,
    style: `height:${height}px`,
  });
  const live = {chart, option, height, name};
  const head = el(
    'div',
    {class: 'panel-head'},
    el('h4', {}, title, note ? el('span', {}, ' · ' + note) : null),
    el(
      'span',
      {class: 'save'},
      ['SVG', 'PNG'].map(type =>
        el(
          'button',
          {type: 'button', 'aria-label': `Save “${title}” as ${type}`, onclick: () => saveChart(live, type)},
          type,
        ),
      ),
    ),
  );
  grid.append(el('div', {class: 'panel'}, head, chart));
  live.plot = echarts.init(chart, null, {renderer: 'svg'});
  live.width = chart.clientWidth;
  draw(live);
  live.observer = new ResizeObserver(() => resize(live));
  live.observer.observe(chart);
  panels.push(live);
}

function draw(live) {
  const width = live.chart.clientWidth || 600;
  live.plot.setOption({...frameOption(), ...live.option(width)}, true);
  // Lets paper scale the drawing to the width of the page.
  live.chart.querySelector('svg')?.setAttribute('viewBox', `0 0 ${width} ${live.height}`);
}

function resize(live) {
  if (!live.chart.clientWidth || live.chart.clientWidth === live.width) return;
  live.width = live.chart.clientWidth;
  live.plot.resize();
  draw(live);
}

function frameOption() {
  return {
    animation: false,
    textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: colour('ink')},
    tooltip: {
      confine: true,
      backgroundColor: colour('raised'),
      borderColor: colour('line'),
      textStyle: {color: colour('ink'), fontSize: 12},
      extraCssText: 'box-shadow:none;max-width:26rem;white-space:normal',
    },
  };
}

/** Looks shared by all axes. */
function axis(extra) {
  return {
    axisLine: {lineStyle: {color: colour('faint')}, show: true},
    axisTick: {show: false},
    splitLine: {lineStyle: {color: colour('grid')}},
    nameTextStyle: {color: colour('soft'), fontSize: 12},
    ...extra,
    axisLabel: {color: colour('soft'), fontSize: 11, hideOverlap: true, ...extra.axisLabel},
  };
}

function saveChart(live, type) {
  const box = document.createElement('div');
  const size = {width: live.chart.clientWidth, height: live.height};
  const copy = echarts.init(box, null, {renderer: type === 'SVG' ? 'svg' : 'canvas', ...size});
  copy.setOption({...frameOption(), backgroundColor: colour('page'), ...live.option(size.width)});
  if (type === 'SVG') {
    save(live.name + '.svg', 'image/svg+xml', copy.renderToSVGString());
  } else {
    el('a', {href: copy.getDataURL({pixelRatio: 3}), download: live.name + '.png'}).click();
  }
  copy.dispose();
}

function redrawAll() {
  panels.forEach(draw);
}

/** Lines of a tooltip, each escaped; the first is bold. */
function tip(first, ...lines) {
  return (
    `<b>${escapeHtml(first)}</b>` +
    lines
      .filter(Boolean)
      .map(line => '<br>' + escapeHtml(line))
      .join('')
  );
}

/** The key of kinds, in HTML, once per figure. */
function kindLegend(model, kinds) {
  const present = inOrder(KINDS, kinds || model.mechanisms.map(mechanism => mechanism.kind));
  return el(
    'ul',
    {class: 'legend', 'aria-label': 'Kinds of mechanism'},
    present.map(kind => el('li', {}, mark(kind), KIND_NAMES[kind])),
  );
}

/** The symbol of a kind in its colour. */
function mark(kind) {
  const paths = {
    circle: 'M8 0A8 8 0 1 1 8 16A8 8 0 1 1 8 0Z',
    rect: 'M1 1H15V15H1Z',
    triangle: 'M8 0L16 15H0Z',
    diamond: 'M8 -1L16 8L8 17L0 8Z',
    pin: 'M2 6H14V10H2Z',
  };
  const holder = el('span', {class: 'mark', 'aria-hidden': 'true'});
  holder.innerHTML = `<svg viewBox="0 0 16 16"><path d="${paths[KIND_SYMBOLS[kind]]}" fill="var(--${kind})"/></svg>`;
  return holder;
}
