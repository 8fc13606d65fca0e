// Places for the nodes of a graph: springs along edges, repulsion elsewhere. The same graph, the same places.

/** Fruchterman and Reingold (1991), doi 10.1002/spe.4380211102. Returns [x, y] in [0, 1] for each of n nodes. */
function springLayout(n, edges, rounds = 300) {
  const points = Array.from({length: n}, (_, i) => [Math.cos((2 * Math.PI * i) / n), Math.sin((2 * Math.PI * i) / n)]);
  if (n < 2) return points.map(() => [0.5, 0.5]);
  const ideal = 1.6 / Math.sqrt(n);
  for (let round = 0; round < rounds; round++) {
    const forces = points.map(([x, y]) => [-0.04 * x, -0.04 * y]);
    for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) push(forces, points, a, b, d => (ideal * ideal) / d);
    for (const [a, b] of edges) push(forces, points, a, b, d => (-d * d) / ideal);
    cool(points, forces, 0.15 * (1 - round / rounds) + 0.002);
  }
  return intoUnitSquare(points);
}

/** Adds strength(distance) to both ends, away from each other. */
function push(forces, points, a, b, strength) {
  const dx = points[a][0] - points[b][0];
  const dy = points[a][1] - points[b][1];
  const distance = Math.max(1e-3, Math.hypot(dx, dy));
  const force = strength(distance) / distance;
  forces[a][0] += dx * force;
  forces[a][1] += dy * force;
  forces[b][0] -= dx * force;
  forces[b][1] -= dy * force;
}

function cool(points, forces, limit) {
  points.forEach((point, i) => {
    const length = Math.max(1e-9, Math.hypot(...forces[i]));
    const step = Math.min(length, limit) / length;
    point[0] += forces[i][0] * step;
    point[1] += forces[i][1] * step;
  });
}

function intoUnitSquare(points) {
  const box = [0, 1].map(axis => spread(points.map(point => point[axis])));
  return points.map(point =>
    point.map((value, axis) => {
      const size = box[axis].high - box[axis].low;
      return size < 1e-9 ? 0.5 : (value - box[axis].low) / size;
    }),
  );
}
