// The quiet base: land under everything, borders over the coloured ground.
"use strict";
{
  groundshift.base = function base(map, data) {
    const countries = data.base.countries.map((c) => new groundshift.Shape(c.rings, data.base.scale));
    const regions = data.base.regions.map((r) => new groundshift.Shape(r.rings, data.base.scale));

    const land = new groundshift.CanvasLayer((context, path) => {
      const colour = groundshift.colours();
      if (data.tiles) return;
      context.fillStyle = context.strokeStyle = colour("land");
      context.lineWidth = 0.7;
      for (const shape of countries) {
        context.fill(path(shape));
        context.stroke(path(shape));
      }
    }, { pane: "land" });

    const borders = new groundshift.CanvasLayer((context, path) => {
      const colour = groundshift.colours();
      context.strokeStyle = colour("region-line");
      context.lineWidth = 0.8;
      for (const shape of regions) context.stroke(path(shape));
      context.strokeStyle = colour("country-line");
      context.lineWidth = 1.4;
      for (const shape of countries) context.stroke(path(shape));
    }, { pane: "borders" });

    land.addTo(map);
    borders.addTo(map);
    return { repaint: () => { land.repaint(); borders.repaint(); } };
  };
}
