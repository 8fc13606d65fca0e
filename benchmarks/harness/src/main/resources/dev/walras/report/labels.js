// Names beside points, so that no name covers a point or another name.

const SIDES_TRIED = ['right', 'left', 'top', 'bottom'];
const LABEL_FONT = 10.5;

function textWidth(text) {
  textWidth.context ??= document.createElement('canvas').getContext('2d');
  textWidth.context.font = `${LABEL_FONT}px ${getComputedStyle(document.body).fontFamily}`;
  return textWidth.context.measureText(text).width;
}

function boxBeside(point, side) {
  const w = textWidth(point.text);
  const h = LABEL_FONT + 3;
  const gap = 9;
  switch (side) {
    case 'right':
      return {x: point.px + gap, y: point.py - h / 2, w, h};
    case 'left':
      return {x: point.px - gap - w, y: point.py - h / 2, w, h};
    case 'top':
      return {x: point.px - w / 2, y: point.py - gap - h, w, h};
    default:
      return {x: point.px - w / 2, y: point.py + gap, w, h};
  }
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** For each of points {px, py, text} a side where its name is free and within bounds, or null; first come, first served. */
function placeLabels(points, bounds) {
  const taken = points.map(point => ({x: point.px - 6, y: point.py - 6, w: 12, h: 12}));
  return points.map((point, i) => {
    const side = SIDES_TRIED.find(candidate => {
      const box = boxBeside(point, candidate);
      const inside =
        box.x >= bounds.left && box.y >= 0 && box.x + box.w <= bounds.right && box.y + box.h <= bounds.bottom;
      return inside && taken.every((other, j) => j === i || !overlap(box, other));
    });
    if (side) taken.push(boxBeside(point, side));
    return side || null;
  });
}
