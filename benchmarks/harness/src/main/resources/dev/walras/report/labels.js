// Names beside points, so that no name covers a point or another name.

const LABEL_FONT = 10.5;

function textWidth(text) {
  textWidth.context ??= document.createElement('canvas').getContext('2d');
  textWidth.context.font = `${LABEL_FONT}px ${getComputedStyle(document.body).fontFamily}`;
  return textWidth.context.measureText(text).width;
}

/** The places of a text beside a point, the best first. */
function boxesBeside({px, py}, text) {
  const w = textWidth(text);
  const h = LABEL_FONT + 3;
  const gap = 9;
  const middle = py - h / 2;
  const [above, below] = [py - gap - h, py + gap];
  return [
    [px + gap, middle],
    [px - gap - w, middle],
    [px - w / 2, above],
    [px - w / 2, below],
    [px - 5, below],
    [px + 5 - w, below],
    [px - 5, above],
    [px + 5 - w, above],
  ].map(([x, y]) => ({x, y, w, h}));
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/**
 * Sets `text` and `box` of each of points {px, py, names}: the first of its names, and the first place, that are free
 * and within bounds; null where there are none. Earlier points choose first.
 */
function placeLabels(points, bounds) {
  const taken = points.map(point => ({x: point.px - 6, y: point.py - 6, w: 12, h: 12}));
  points.forEach((point, i) => {
    const tries = point.names.flatMap(text => boxesBeside(point, text).map(box => ({text, box})));
    const found = tries.find(({box}) => {
      const inside =
        box.x >= bounds.left && box.y >= 0 && box.x + box.w <= bounds.right && box.y + box.h <= bounds.bottom;
      return inside && taken.every((other, j) => j === i || !overlap(box, other));
    });
    point.text = found ? found.text : null;
    point.box = found ? found.box : null;
    if (found) taken.push(found.box);
  });
}
