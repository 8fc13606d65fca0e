// The interval plot: one row per mechanism with extremes (thin), an interval (thick) and the median (symbol).

const ROW = 23;

function intervalHeight(rows) {
  return rows.length * ROW + 62;
}

/** Room for names left of an axis: what they need, but at most a third of the width. */
function nameWidth(names, width) {
  return Math.min(Math.max(96, width * 0.34), 16 + 1.1 * Math.max(...names.map(textWidth)));
}

/**
 * rows: {label, kind, median, low, high, from, to, second, hollow, text, tip}; from and to bound the thick bar, second
 * is an open symbol; each may be null.
 * scale: {type, min, max, name, format, lines: [{at, text, dashed}]}.
 */
function intervalOption(rows, scale, width) {
  const left = nameWidth(
    rows.map(row => row.label),
    width,
  );
  const texts = rows.map(row => (width < 420 ? row.text.split('  ')[0] : row.text));
  const right = 14 + Math.max(...texts.map(textWidth)) * 1.05;
  const categories = {type: 'category', inverse: true, data: rows.map(row => row.label)};
  return {
    grid: {left, right, top: 22, bottom: 40},
    xAxis: axis({
      type: scale.type,
      min: scale.min,
      max: scale.max,
      name: scale.name,
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: {formatter: scale.format},
    }),
    yAxis: [
      axis({
        ...categories,
        splitLine: {show: false},
        axisLine: {show: false},
        axisLabel: {
          color: colour('ink'),
          width: left - 10,
          overflow: 'truncate',
          interval: 0,
          fontSize: width < 420 ? 10 : 11.5,
          hideOverlap: false,
        },
      }),
      axis({
        ...categories,
        position: 'right',
        splitLine: {show: false},
        axisLine: {show: false},
        axisLabel: {
          interval: 0,
          formatter: (label, i) => texts[i],
          fontSize: 11,
          hideOverlap: false,
        },
      }),
    ],
    series: [
      ruler(scale.lines || []),
      {
        type: 'custom',
        clip: false,
        encode: {x: [1, 2, 3, 4, 5], y: 0},
        z: 3,
        data: rows.map((row, i) => [i, row.low, row.from ?? row.median, row.median, row.to ?? row.median, row.high]),
        renderItem: (params, api) => drawInterval(params, api, rows[params.dataIndex]),
        tooltip: {formatter: item => rows[item.dataIndex].tip},
      },
    ],
  };
}

/** Vertical lines with a word on top. */
function ruler(lines) {
  return {
    type: 'scatter',
    data: [],
    silent: true,
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      data: lines.map(line => ({
        xAxis: line.at,
        lineStyle: {color: colour(line.dashed ? 'faint' : 'ink'), type: line.dashed ? 'dashed' : 'solid', width: 1},
        label: {
          formatter: line.text,
          position: 'start',
          color: colour('soft'),
          fontSize: 10.5,
          align: line.align || 'right',
        },
      })),
    },
  };
}

function drawInterval(params, api, row) {
  const box = params.coordSys;
  const y = api.coord([api.value(3), api.value(0)])[1];
  const at = i => Math.max(box.x, Math.min(box.x + box.width, api.coord([api.value(i), api.value(0)])[0]));
  const paint = colour(row.kind);
  const line = (x1, x2, lineWidth, opacity) => ({
    type: 'line',
    shape: {x1, y1: y, x2, y2: y},
    style: {stroke: paint, lineWidth, opacity, lineCap: 'butt'},
  });
  const shapes = [line(at(1), at(5), 1.3, 0.9), line(at(2), at(4), 6, 0.42)];
  const hidden = api.coord([api.value(1), api.value(0)])[0] < box.x - 0.5;
  if (hidden) shapes.push(arrow(box.x, y, paint));
  const symbol = (value, open) => {
    const x = api.coord([value, api.value(0)])[0];
    if (x >= box.x - 0.5)
      shapes.push(
        dot(
          row.kind,
          x,
          y,
          open
            ? {fill: colour('page'), stroke: paint, lineWidth: 1.4}
            : {fill: paint, stroke: colour('page'), lineWidth: 1},
        ),
      );
  };
  if (row.second !== null && row.second !== undefined) symbol(row.second, true);
  symbol(row.median, row.hollow);
  return {
    type: 'group',
    children: [
      {type: 'rect', shape: {x: box.x, y: y - ROW / 2, width: box.width, height: ROW}, style: {fill: 'transparent'}},
      ...shapes,
    ],
  };
}

function arrow(x, y, paint) {
  return {
    type: 'polygon',
    shape: {
      points: [
        [x, y],
        [x + 7, y - 4],
        [x + 7, y + 4],
      ],
    },
    style: {fill: paint},
  };
}

function dot(kind, x, y, style) {
  const r = 4.5;
  switch (KIND_SYMBOLS[kind]) {
    case 'circle':
      return {type: 'circle', shape: {cx: x, cy: y, r}, style};
    case 'triangle':
      return {
        type: 'polygon',
        shape: {
          points: [
            [x, y - r - 1],
            [x + r + 1, y + r],
            [x - r - 1, y + r],
          ],
        },
        style,
      };
    case 'diamond':
      return {
        type: 'polygon',
        shape: {
          points: [
            [x, y - r - 1.5],
            [x + r + 1.5, y],
            [x, y + r + 1.5],
            [x - r - 1.5, y],
          ],
        },
        style,
      };
    default:
      return {type: 'rect', shape: {x: x - r + 0.5, y: y - r + 0.5, width: 2 * r - 1, height: 2 * r - 1}, style};
  }
}
