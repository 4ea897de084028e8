// The arcs between groups of cells, and what a day makes of them: groups held alike run together, the arcs between the
// others become runs, and runs close into outlines. Colours and front line are drawn along the same runs.
"use strict";
{
  const OUTSIDE = -1;

  // Arcs as they came: points on a grid, and in world pixels at zoom 0.
  function unpack({ step, x, y, lengths, left, right }) {
    const arcs = [];
    let lon = 0, lat = 0, at = 0;
    for (let a = 0; a < lengths.length; a++) {
      const degrees = new Float64Array(2 * lengths[a]), points = new Float64Array(2 * lengths[a]);
      let from = 0, to = 0;
      for (let i = 0; i < lengths[a]; i++, at++) {
        lon += x[at];
        lat += y[at];
        to = lon * 1e7 + lat;
        if (i === 0) from = to;
        degrees.set([(lon * step) / 1e4, (lat * step) / 1e4], 2 * i);
        points.set(groundshift.world(degrees[2 * i], degrees[2 * i + 1]), 2 * i);
      }
      arcs.push({ degrees, points, from, to, left: left[a], right: right[a], outer: right[a] === OUTSIDE });
    }
    return arcs;
  }

  groundshift.Borders = class {
    constructor(packed) {
      this.arcs = unpack(packed);
    }

    // The runs between groups of different kinds; `kindOf[group]` is any whole number. A run is a chain of arcs as long as
    // the same two kinds lie beside it: {parts: [{piece: {arc}, forward}], left, right, from, to, closed, outer}.
    runs(kindOf) {
      const kind = (group) => (group === OUTSIDE ? OUTSIDE : kindOf[group]);
      const drawn = [], ends = new Map(); // by node: the ends of drawn arcs there
      for (const arc of this.arcs) {
        const left = kind(arc.left), right = kind(arc.right);
        if (left === right) continue;
        const piece = { arc, left, right, used: false };
        drawn.push(piece);
        for (const node of [arc.from, arc.to]) {
          if (!ends.has(node)) ends.set(node, []);
          ends.get(node).push(piece);
        }
      }
      // A run goes on through a node where just two inner arcs meet: the same kinds lie beside both.
      const next = ({ piece, forward }) => {
        const node = forward ? piece.arc.to : piece.arc.from, met = ends.get(node);
        if (met.length !== 2 || met.some(({ arc }) => arc.outer)) return null;
        const other = met[0] === piece ? met[1] : met[0];
        return { piece: other, forward: other === piece ? forward : other.arc.from === node };
      };
      const turned = ({ piece, forward }) => ({ piece, forward: !forward });
      const runs = [];
      for (const piece of drawn) {
        if (piece.used) continue;
        let start = { piece, forward: true };
        for (let before = next(turned(start)); before && before.piece !== piece; before = next(turned(start))) start = turned(before);
        const parts = [];
        let half = start;
        do {
          half.piece.used = true;
          parts.push(half);
          half = next(half);
        } while (half && half.piece !== start.piece);
        const [one, last] = [start, parts.at(-1)];
        runs.push({
          parts, closed: half !== null, outer: piece.arc.outer,
          left: one.forward ? one.piece.left : one.piece.right, right: one.forward ? one.piece.right : one.piece.left,
          from: one.forward ? one.piece.arc.from : one.piece.arc.to, to: last.forward ? last.piece.arc.to : last.piece.arc.from,
        });
      }
      return runs;
    }
  };

  // The outlines of each kind: Map(kind → rings), a ring being [{run, forward}, …] with the kind to its left.
  groundshift.outlines = (runs) => {
    const starts = new Map(); // kind → node → runs that begin there
    const enter = (kind, node, way) => {
      if (kind === OUTSIDE) return;
      if (!starts.has(kind)) starts.set(kind, new Map());
      const nodes = starts.get(kind);
      if (!nodes.has(node)) nodes.set(node, []);
      nodes.get(node).push(way);
    };
    for (const run of runs) {
      enter(run.left, run.from, { run, forward: true });
      enter(run.right, run.to, { run, forward: false });
    }
    const found = new Map();
    for (const [kind, nodes] of starts) {
      const rings = [];
      for (const [node, ways] of nodes) {
        while (ways.length) {
          const ring = [];
          let at = node;
          do {
            const way = nodes.get(at).pop();
            ring.push(way);
            at = way.forward ? way.run.to : way.run.from;
          } while (at !== node);
          rings.push(ring);
        }
      }
      found.set(kind, rings);
    }
    return found;
  };

  // An outline's rings as GeoJSON's polygons, in degrees: each hole with the smallest shell around it.
  groundshift.nested = (rings) => {
    const shells = [], holes = [];
    for (const ring of rings) {
      const line = ring.flatMap(({ run, forward }, i) => groundshift.corners(run, forward, "degrees").slice(i ? 1 : 0));
      const area = line.reduce((sum, [x, y], i) => sum + (i ? line[i - 1][0] * y - x * line[i - 1][1] : 0), 0) / 2;
      if (Math.abs(area) > 0) (area > 0 ? shells : holes).push({ line, area });
    }
    shells.sort((a, b) => a.area - b.area);
    for (const shell of shells) shell.polygon = [shell.line];
    for (const { line } of holes) {
      const around = shells.find((shell) => inside(line[0], shell.line));
      if (around) around.polygon.push(line);
    }
    return shells.map(({ polygon }) => polygon);
  };

  function inside([x, y], line) {
    let odd = false;
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = line[i - 1], [bx, by] = line[i];
      if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd;
    }
    return odd;
  }

  // The corners of a run one way: `points` of each arc (or `degrees`), nodes within the run once.
  groundshift.corners = (run, forward, of = "points") => {
    const found = [];
    const parts = forward ? run.parts : [...run.parts].reverse();
    for (const part of parts) {
      const line = part.piece.arc[of], onward = part.forward === forward, n = line.length / 2;
      for (let k = found.length ? 1 : 0; k < n; k++) {
        const i = onward ? k : n - 1 - k;
        found.push([line[2 * i], line[2 * i + 1]]);
      }
    }
    return found;
  };

  // Draw a run into a path. Where the ends of two cells meet nothing is known so exactly that it should look angular: inner
  // runs are curves that touch the middle of each edge and have its corners for handles. What borders the outside keeps its
  // corners. `begin` moves the pen to the start.
  groundshift.trace = (path, run, forward, place, begin) => {
    let corners = groundshift.corners(run, forward).map(place);
    const middle = ([ax, ay], [bx, by]) => [(ax + bx) / 2, (ay + by) / 2];
    if (run.closed && !run.outer) {
      corners = corners.slice(1);
      const n = corners.length;
      path.moveTo(...middle(corners[n - 1], corners[0]));
      corners.forEach((corner, i) => path.quadraticCurveTo(...corner, ...middle(corner, corners[(i + 1) % n])));
      return;
    }
    if (begin) path.moveTo(...corners[0]);
    const last = corners.length - 1;
    if (run.outer || last === 1) for (const corner of corners.slice(1)) path.lineTo(...corner);
    else for (let i = 1; i < last; i++) path.quadraticCurveTo(...corners[i], ...(i + 1 === last ? corners[last] : middle(corners[i], corners[i + 1])));
  };
}
