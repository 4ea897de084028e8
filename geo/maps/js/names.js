// Names on the map that never lie on one another: pinned places first, then what is said of regions, then the base map's.
"use strict";
{
  const { el } = groundshift;
  const FONTS = {
    pin: "600 13px system-ui, sans-serif", said: "600 12px system-ui, sans-serif", town: "12px system-ui, sans-serif",
    region: "12px system-ui, sans-serif", country: "600 13px system-ui, sans-serif",
  };
  const SPACING = { region: 0.6, country: 2 }; // letter spacing of map.css, in pixels
  const GAP = 3;
  const WIDEST = 280; // pixels of a region's label, as in map.css
  const SQUARE = 64; // pixels
  const CROWD = 4000; // dots; among more than these no name finds room, so that it may as well lie over them

  // Boxes [left, top, right, bottom] by the squares of the window that they touch.
  class Boxes {
    constructor() {
      this.squares = new Map();
    }

    over([left, top, right, bottom], each) {
      for (let i = Math.floor((left - GAP) / SQUARE); i <= Math.floor((right + GAP) / SQUARE); i++) {
        for (let j = Math.floor((top - GAP) / SQUARE); j <= Math.floor((bottom + GAP) / SQUARE); j++) {
          if (each(i * 1e5 + j)) return true;
        }
      }
      return false;
    }

    push(box) {
      this.over(box, (key) => {
        if (!this.squares.has(key)) this.squares.set(key, []);
        this.squares.get(key).push(box);
      });
    }

    // Whether a box lies apart from all of these.
    clear(r) {
      return !this.over(r, (key) => (this.squares.get(key) || []).some((t) => r[0] < t[2] + GAP && r[2] > t[0] - GAP && r[1] < t[3] + GAP && r[3] > t[1] - GAP));
    }
  }

  groundshift.names = function names(map, data, view, marks) {
    const box = el("div", { class: "names", "aria-hidden": "true" });
    map.getPane("names").append(box);
    const pen = document.createElement("canvas").getContext("2d");
    const widths = new Map();

    function width(kind, text) {
      const key = `${kind} ${text}`;
      if (!widths.has(key)) {
        pen.font = FONTS[kind];
        widths.set(key, Math.ceil(pen.measureText(text).width + (SPACING[kind] || 0) * text.length) + 2);
      }
      return widths.get(key);
    }

    // Where a name may stand about its point: [left edge, top edge] for a name of w by h pixels beside a sign of radius r.
    const beside = (w, h, r) => [[r, -h / 2], [-r - w, -h / 2], [-w / 2, r], [-w / 2, -r - h], [r - 3, -h - r + 6], [r - 3, r - 6]];
    const around = (at, r) => [at.x - r, at.y - r, at.x + r, at.y + r];
    const centred = (w, h) => [[-w / 2, -h / 2], [-w / 2, -h - 8], [-w / 2, 8]];

    function draw() {
      const window_ = map.getPixelBounds(), origin = map.getPixelOrigin(), zoom = map.getZoom();
      const seen = L.bounds(window_.min.subtract(origin), window_.max.subtract(origin));
      const called = ({ name, local }) => (view.get().names === "local" && local) || name;
      const taken = new Boxes(), dots = new Boxes(); // of names and signs, and of the dots of minor pins
      const free = (r) => taken.clear(r) && dots.clear(r);
      const nodes = [];
      const panels = covered.map(([left, top, right, bottom]) => [left + seen.min.x, top + seen.min.y, right + seen.min.x, bottom + seen.min.y]);

      // In sight as a whole: in the window, and under no panel.
      const whole = (r) => r[0] >= seen.min.x && r[2] <= seen.max.x && r[1] >= seen.min.y && r[3] <= seen.max.y
        && !panels.some((p) => r[0] < p[2] && r[2] > p[0] && r[1] < p[3] && r[3] > p[1]);
      // A label of a region stays whole at the edge of the window.
      const within = (x, w) => Math.min(Math.max(x, seen.min.x + 6), seen.max.x - w - 6);

      function put(kind, text, at, spots, node) {
        const w = kind === "said" ? Math.min(WIDEST, width(kind, text) + 34) : width(kind, text), h = kind === "said" ? 26 : 16;
        const boxes = spots(w, h).map(([dx, dy]) => {
          const x = kind === "said" ? within(at.x + dx, w) : at.x + dx;
          return [x, at.y + dy, x + w, at.y + dy + h];
        });
        // Wholly in sight: half a name is another name. For a pin a name over a dot is better than none.
        const inside = boxes.filter(whole);
        const r = inside.find(free) || (kind === "pin" && inside.find((b) => taken.clear(b)));
        if (r) {
          taken.push(r);
          const shown = node || el("div", { class: `name ${kind}` }, text);
          L.DomUtil.setPosition(shown, L.point(Math.round(r[0]), Math.round(r[1])));
          nodes.push(shown);
          return true;
        }
        return false;
      }

      const point = (lat, lon) => map.latLngToLayerPoint([lat, lon]);
      const near = (at) => at.x > seen.min.x - 40 && at.x < seen.max.x + 40 && at.y > seen.min.y - 20 && at.y < seen.max.y + 20;
      const pins = marks.pins(), crowded = pins.length > CROWD, scale = 2 ** zoom, signs = [];
      for (const pin of pins) {
        if (pin.minor && crowded) continue;
        const at = L.point(pin.x * scale - origin.x, pin.y * scale - origin.y);
        if (!near(at)) continue;
        (pin.minor ? dots : taken).push(around(at, pin.minor ? 4 : 10));
        if (!pin.minor) signs.push([pin, at]);
      }
      for (const [pin, at] of signs) put("pin", called(data.places[pin.place]), at, (w, h) => beside(w, h, pin.chosen ? 20 : 14));
      const told = new Set();
      for (const said of marks.labels()) {
        const at = point(said.lat, said.lon);
        if (near(at) && put("said", said.text, at, centred, said.node)) told.add(said.name);
      }
      if (!data.tiles) {
        // A country or region is named once it is nearly as wide as its name.
        const name = (kind, shape) => {
          const { at, wide } = shape, text = called(shape);
          const fits = at && (wide / 360) * 256 * 2 ** zoom > 0.7 * width(kind, text);
          if (fits && !told.has(shape.name) && near(point(...at))) put(kind, text, point(...at), centred);
        };
        if (zoom < 8) for (const country of data.base.countries) name("country", country);
        if (zoom >= 5.5) for (const region of data.base.regions) name("region", region);
        const pinned = new Set(pins.map(({ name }) => name));
        let room = 14 + 10 * Math.max(0, zoom - 6); // a few, more as one comes closer
        for (const [name, lat, lon, local] of data.base.labels) {
          const at = point(lat, lon);
          if (room <= 0) break;
          if (pinned.has(name) || !near(at) || !free(around(at, 3))) continue;
          if (!put("town", called({ name, local }), at, (w, h) => beside(w, h, 5).slice(0, 4))) continue;
          taken.push(around(at, 3));
          const dot = el("div", { class: "dot" });
          L.DomUtil.setPosition(dot, at);
          nodes.push(dot);
          room -= 1;
        }
      }
      box.replaceChildren(...nodes);
    }

    // Where panels and controls lie over the map. Asked for only when one of them changes: to ask makes the browser lay out
    // the whole page.
    let covered = [];
    function measure() {
      const corner = map.getContainer().getBoundingClientRect();
      covered = [...document.querySelectorAll(".panel, .leaflet-control")].map((node) => node.getBoundingClientRect())
        .map((box) => [box.left - corner.left, box.top - corner.top, box.right - corner.left, box.bottom - corner.top]);
      draw();
    }

    // What `act` gives with names where panels lie as well: they are not in a picture of the map.
    function everywhere(act) {
      const before = covered;
      covered = [];
      draw();
      const found = act();
      covered = before;
      draw();
      return found;
    }

    map.on("moveend zoomend", draw);
    map.on("resize", measure);
    return { draw, measure, everywhere };
  };
}
