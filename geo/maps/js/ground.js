// The ground by who holds it. Cells with one history are one shape; a step in time only chooses other colours.
"use strict";
{
  // How strongly a side's colour shows: confirmed, claimed at half of that, inferred fainter still.
  const STRENGTH = { confirmed: 0.58, conceded: 0.58, claimed: 0.3, inferred: 0.19 };
  const ORDER = ["unknown", "inferred", "claimed", "confirmed", "present", "contested"];

  // The kind of ground in the words of the legend.
  groundshift.kindOf = ([, side, status, basis]) => {
    if (status === "contested" || status === "present") return status;
    if (status === "unknown" || side === null) return "unknown";
    return basis === "claimed" || basis === "inferred" ? basis : "confirmed";
  };

  // The paint for a kind of ground, for a canvas of `sharp` pixels to one.
  groundshift.groundPaint = (context, kind, side, colour, sharp) => {
    const land = colour("land"), own = parseFloat(colour("full")) / 100;
    const hue = groundshift.mix(side ? side.colour : colour("grey"), "#ffffff", own);
    if (kind === "unknown") return groundshift.mix(colour("grey"), land, 0.1);
    if (kind === "inferred" || kind === "claimed" || kind === "confirmed") return groundshift.mix(hue, land, STRENGTH[kind]);
    const tile = document.createElement("canvas"), size = Math.round(8 * sharp);
    tile.width = tile.height = size;
    const brush = tile.getContext("2d");
    brush.fillStyle = kind === "present" ? groundshift.mix(hue, land, STRENGTH.claimed) : land;
    brush.fillRect(0, 0, size, size);
    brush.strokeStyle = groundshift.mix(hue, land, 0.8);
    brush.lineWidth = (kind === "present" ? 1 : 2.4) * sharp;
    brush.beginPath();
    for (const shift of [-size, 0, size]) {
      brush.moveTo(shift - sharp, size + sharp);
      brush.lineTo(shift + size + sharp, -sharp);
    }
    brush.stroke();
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / sharp));
    return pattern;
  };

  groundshift.ground = function ground(map, data, view) {
    const groups = data.ledger.ground.map((group) => ({ ...group, shape: new groundshift.Shape(group.rings) }));

    // The groups by kind and side on a day; the legend reads it too.
    function onDay(day) {
      const found = new Map();
      for (const group of groups) {
        const spell = groundshift.at(group.spells, day) || [0, null, "unknown", null];
        const kind = groundshift.kindOf(spell), key = `${ORDER.indexOf(kind)} ${kind === "unknown" ? null : spell[1]}`;
        if (!found.has(key)) found.set(key, { kind, side: kind === "unknown" ? null : spell[1], groups: [] });
        found.get(key).groups.push(group);
      }
      return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    }

    const layer = new groundshift.CanvasLayer((context, path) => {
      const colour = groundshift.colours(), sharp = window.devicePixelRatio || 1;
      for (const { kind, side, groups: members } of onDay(view.get().day)) {
        const paint = groundshift.groundPaint(context, kind, side === null ? null : data.sides[side], colour, sharp);
        context.fillStyle = context.strokeStyle = paint;
        context.lineWidth = 1; // covers the hairline that two antialiased edges leave between them
        for (const group of members) {
          context.fill(path(group.shape));
          context.stroke(path(group.shape));
        }
      }
    }, { pane: "ground" });

    layer.addTo(map);
    view.on((state, before) => {
      if (state.day !== before.day) layer.repaint();
    });
    return { repaint: () => layer.repaint(), onDay };
  };
}
