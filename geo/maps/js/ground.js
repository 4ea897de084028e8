// The ground by who holds it. A step in time only chooses other kinds for the groups of cells; what is drawn are the outlines
// of the kinds, and between two holders the front line.
"use strict";
{
  // How strongly a side's colour shows: confirmed, claimed at half of that, inferred fainter still. What is inferred and not
  // sure is dotted, and so, sparsely, is what nobody is said to hold and one side may. In a comparison: what was gained, and what stayed.
  const STRENGTH = { confirmed: 0.58, conceded: 0.58, claimed: 0.3, inferred: 0.19, gained: 0.66, kept: 0.14 };
  const DOTTED = { unsure: { apart: 5, wash: 0.1, ink: 0.5 }, possible: { apart: 9, wash: 0, ink: 0.55 } };
  const ORDER = ["unknown", "possible", "unsure", "inferred", "claimed", "confirmed", "present", "contested", "kept", "lost", "gained"];
  const NOBODY = [0, null, "unknown", null, null];
  const SIDES = 1000; // more sides than there can be: a kind and a side make one number

  // The kind of ground in the words of the legend.
  const kindOf = ([, side, status, basis, rival]) => {
    if (status === "contested") return status;
    if (status === "unknown" || side === null) return rival === null ? "unknown" : "possible";
    if (status === "present") return status;
    return ["claimed", "inferred", "unsure"].includes(basis) ? basis : "confirmed";
  };
  const holderOf = ([, side, status]) => (status === "contested" ? null : side);

  // The paint for a kind of ground, for a canvas of `sharp` pixels to one.
  groundshift.groundPaint = (context, kind, side, colour, sharp) => {
    const land = colour("land"), own = parseFloat(colour("full")) / 100;
    const hue = groundshift.mix(side ? side.colour : colour("grey"), "#ffffff", own);
    const unknown = groundshift.mix(colour("grey"), land, 0.1);
    if (kind === "unknown" || (side === null && kind in STRENGTH)) return unknown;
    if (kind in STRENGTH) return groundshift.mix(hue, land, STRENGTH[kind]);
    const dotted = DOTTED[kind], tile = document.createElement("canvas"), size = Math.round((dotted ? dotted.apart : 8) * sharp);
    tile.width = tile.height = size;
    const brush = tile.getContext("2d");
    brush.fillStyle = kind === "present" ? groundshift.mix(hue, land, STRENGTH.claimed) : !dotted ? land : dotted.wash ? groundshift.mix(hue, land, dotted.wash) : unknown;
    brush.fillRect(0, 0, size, size);
    brush.beginPath();
    if (dotted) {
      brush.fillStyle = groundshift.mix(hue, land, dotted.ink);
      brush.arc(size / 2, size / 2, 0.8 * sharp, 0, 7);
      brush.fill();
    } else {
      brush.strokeStyle = groundshift.mix(hue, land, 0.8);
      brush.lineWidth = (kind === "contested" ? 2.4 : 1) * sharp;
      for (const shift of [-size, 0, size]) {
        brush.moveTo(shift - sharp, size + sharp);
        brush.lineTo(shift + size + sharp, -sharp);
      }
      brush.stroke();
    }
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / sharp));
    return pattern;
  };

  // A front line on a canvas; that of an earlier day is dashed.
  groundshift.frontPaint = (context, path, colour, width, earlier = false) => {
    const stroke = (style, wide, dashes) => {
      context.strokeStyle = style;
      context.lineWidth = wide;
      context.setLineDash(dashes);
      context.stroke(path);
    };
    stroke(colour("land"), width + 2.5, []);
    stroke(colour("ink"), earlier ? width * 0.7 : width, earlier ? [width * 2, width * 2.5] : []);
    context.setLineDash([]);
  };

  groundshift.ground = function ground(map, data, view) {
    const { km2 } = data.ground, borders = new groundshift.Borders(data.ground.arcs);
    const number = (kind, side) => ORDER.indexOf(kind) * SIDES + (side === null ? SIDES - 1 : side);
    const named = (n) => ({ kind: ORDER[Math.floor(n / SIDES)], side: n % SIDES === SIDES - 1 ? null : n % SIDES });
    const spell = (group, day, known = view.get().known) => groundshift.at(data.ground[known][group], day) || NOBODY;

    // The kind of each group on a day: a number, or between two days what became of it.
    const onDay = (day) => km2.map((_, group) => {
      const found = spell(group, day), kind = kindOf(found);
      return number(kind, kind === "possible" ? found[4] : kind === "unknown" ? null : found[1]);
    });
    const between = (from, to) => km2.map((_, group) => {
      const before = holderOf(spell(group, from)), after = holderOf(spell(group, to));
      return before === after ? number(after === null ? "unknown" : "kept", after) : after === null ? number("lost", before) : number("gained", after);
    });
    const kinds = () => {
      const { day, compare } = view.get();
      return compare ? between(view.since(), day) : onDay(day);
    };

    // Everything to draw for the view in force, made once for each: the outlines of each kind, and the front lines.
    let drawn = { key: null };
    function shapes() {
      const { day, known, compare } = view.get(), since = compare ? view.since() : null, key = `${day} ${known} ${since}`;
      if (drawn.key !== key) {
        const runs = borders.runs(kinds()), outlines = groundshift.outlines(runs);
        drawn = { key, outlines: [...outlines].sort(([a], [b]) => a - b), front: runs.filter(isFront), before: compare ? borders.runs(onDay(since)).filter(isFront) : [], paths: null };
      }
      return drawn;
    }

    // Whether a run parts the ground of two sides; contested ground lies with whoever is said to hold it still.
    function isFront({ left, right, outer }) {
      if (outer) return false;
      const [one, other] = [left, right].map((n) => { const { kind, side } = named(n); return kind === "lost" || kind === "possible" ? null : side; });
      return one !== null && other !== null && one !== other;
    }

    // Paths in pixels of the zoom, around the anchor.
    function paths(scale, [x0, y0]) {
      const found = shapes();
      if (found.paths && found.paths.scale === scale) return found.paths;
      const place = ([x, y]) => [(x - x0) * scale, (y - y0) * scale];
      const lines = (runs) => {
        const path = new Path2D();
        for (const run of runs) groundshift.trace(path, run, true, place, true);
        return path;
      };
      const fills = found.outlines.map(([kind, rings]) => {
        const path = new Path2D();
        for (const ring of rings) {
          ring.forEach(({ run, forward }, i) => groundshift.trace(path, run, forward, place, i === 0));
          path.closePath();
        }
        return { ...named(kind), path };
      });
      found.paths = { scale, fills, front: lines(found.front), before: lines(found.before) };
      return found.paths;
    }

    const layer = new groundshift.CanvasLayer((context, _, scale, anchor) => {
      const colour = groundshift.colours(), sharp = window.devicePixelRatio || 1;
      for (const { kind, side, path } of paths(scale, anchor).fills) {
        context.fillStyle = context.strokeStyle = groundshift.groundPaint(context, kind, side === null ? null : data.sides[side], colour, sharp);
        context.lineWidth = 1; // covers the hairline that two antialiased edges leave between them
        context.fill(path);
        context.stroke(path);
      }
    }, { pane: "ground" });

    const line = new groundshift.CanvasLayer((context, _, scale, anchor) => {
      const { front, before } = paths(scale, anchor), width = Math.min(3, Math.max(1.6, (map.getZoom() - 3) / 2));
      groundshift.frontPaint(context, before, groundshift.colours(), width, true);
      groundshift.frontPaint(context, front, groundshift.colours(), width);
    }, { pane: "front" });

    layer.addTo(map);
    line.addTo(map);
    const repaint = () => { layer.repaint(); line.repaint(); };
    view.on((state, before) => {
      if (["day", "known", "compare", "since"].some((name) => state[name] !== before[name])) repaint();
    });

    // Areas in km².
    const total = (found, key, area) => found.set(key, (found.get(key) || 0) + area);
    // What each side holds on a day: Map(side → km²); null for nobody, which contested ground counts as.
    function held(day) {
      const found = new Map();
      km2.forEach((area, group) => total(found, holderOf(spell(group, day)), area));
      return found;
    }

    // What became of the ground between two days: [{side, before, after, gained, lost, kept}], nobody (null) last.
    function compare(from, to) {
      const before = held(from), after = held(to), kept = new Map();
      km2.forEach((area, group) => {
        const side = holderOf(spell(group, from));
        if (side === holderOf(spell(group, to))) total(kept, side, area);
      });
      const of = (found, side) => found.get(side) || 0;
      return [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => (a === null) - (b === null) || a - b).map((side) => ({
        side, before: of(before, side), after: of(after, side), kept: of(kept, side),
        gained: of(after, side) - of(kept, side), lost: of(before, side) - of(kept, side),
      }));
    }

    return {
      repaint, held, compare,
      // Which front lines are on the map.
      fronts: () => ({ now: shapes().front.length > 0, earlier: shapes().before.length > 0 }),
      // What is on the map: [{kind, side, km2}].
      shown() {
        const found = new Map();
        kinds().forEach((kind, group) => total(found, kind, km2[group]));
        return [...found].sort(([a], [b]) => a - b).map(([kind, area]) => ({ ...named(kind), km2: area }));
      },
      // The same as rings of degrees, for exports: [{kind, side, km2, rings}].
      features() {
        return this.shown().map((entry) => ({ ...entry, polygons: groundshift.nested(groundshift.outlines(borders.runs(kinds())).get(number(entry.kind, entry.side)) || []) }));
      },
    };
  };
}
