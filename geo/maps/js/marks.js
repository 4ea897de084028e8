// Pins: one sign for each place, for the latest thing said of it. Where signs would cover each other the one more is said of
// stays and the others become dots until one comes closer. What is said of a whole region is a label.
"use strict";
{
  const { el, at, shape } = groundshift;
  const APART = 22; // pixels between the middles of two signs
  const MOST = 150; // signs at a time, each an element that can be reached by keyboard; the rest are dots on a canvas
  const REACH = 9; // pixels around a pointer in which a dot is meant

  groundshift.marks = function marks(map, data, words, view, onPlace) {
    const signs = new Map(); // by place: {layer, look}
    let pins = [];

    // Per ledger the marks of a kind, most important first: what more is said of, then what is larger.
    const ordered = new Map();
    function marksOf(kind) {
      const key = `${view.get().known} ${kind}`;
      if (!ordered.has(key)) {
        const found = view.ledger().marks.filter((mark) => mark.kind === kind).map(({ place: index, spells }) => {
          const place = data.places[index], [x, y] = groundshift.world(place.lon, place.lat);
          return { place: index, name: place.name, lat: place.lat, lon: place.lon, x, y, said: place.claims.length, population: place.population, spells };
        });
        ordered.set(key, found.sort((a, b) => b.said - a.said || b.population - a.population || a.place - b.place));
      }
      return ordered.get(key);
    }

    // What each place shows on a day; remembered for the last one, which the legend asks for as well.
    const shown = { pin: {}, label: {} };
    function onDay(day, kind) {
      const { known } = view.get(), last = shown[kind];
      if (last.day !== day || last.known !== known) shown[kind] = { day, known, found: read(day, kind) };
      return shown[kind].found;
    }

    function read(day, kind) {
      const found = [];
      for (const mark of marksOf(kind)) {
        const spell = at(mark.spells, day);
        if (!spell) continue;
        const happening = data.happenings[spell[1]];
        const standing = view.belied(happening) ? "refuted" : spell[2] ? "firm" : "claimed";
        found.push({ place: mark.place, name: mark.name, lat: mark.lat, lon: mark.lon, x: mark.x, y: mark.y, event: spell[1], happening, standing, minor: false, chosen: false });
      }
      return found;
    }

    const colour = (happening) => (happening.actor === null ? null : data.sides[happening.actor].colour);
    const describe = (mark) => {
      const control = mark.standing === "firm" ? "" : ` (${words.say(`control.${mark.standing}`)})`;
      return `${words.placeName(mark, mark.happening.part)}: ${words.happening(mark.happening)}${control}`;
    };

    // Mark as minor each pin nearer than `apart` pixels to a more important one; false if more than MOST are left. `pins` come
    // most important first; squares of that size keep the search short.
    function thin(apart) {
      const squares = new Map(), scale = 2 ** map.getZoom();
      let room = MOST;
      for (const pin of pins) {
        const x = pin.x * scale, y = pin.y * scale, column = Math.floor(x / apart), row = Math.floor(y / apart);
        pin.minor = false;
        for (let i = column - 1; i <= column + 1 && !pin.minor; i++) {
          for (let j = row - 1; j <= row + 1 && !pin.minor; j++) {
            const other = squares.get(i * 1e6 + j);
            pin.minor = other !== undefined && other.some(([ox, oy]) => (ox - x) ** 2 + (oy - y) ** 2 < apart ** 2);
          }
        }
        if (pin.minor) continue;
        if (room === 0) return false;
        room -= 1;
        const key = column * 1e6 + row;
        if (!squares.has(key)) squares.set(key, []);
        squares.get(key).push([x, y]);
      }
      return true;
    }

    function draw() {
      const { day, place } = view.get(), seen = map.getBounds().pad(0.25);
      const [west, north] = groundshift.world(seen.getWest(), seen.getNorth()), [east, south] = groundshift.world(seen.getEast(), seen.getSouth());
      pins = onDay(day, "pin").filter(({ x, y }) => x >= west && x <= east && y >= north && y <= south);
      for (const pin of pins) pin.chosen = false;
      const chosen = pins.findIndex((pin) => pin.place === place);
      if (chosen >= 0) {
        pins.unshift(...pins.splice(chosen, 1));
        pins[0].chosen = true;
      }
      for (let apart = APART; !thin(apart); ) apart *= 1.4; // as far apart as it takes
      const gone = new Set(signs.keys());
      for (const pin of pins) {
        if (pin.minor) continue;
        gone.delete(pin.place);
        const look = `${pin.event} ${pin.standing} ${pin.chosen}`, there = signs.get(pin.place);
        if (there && there.look === look) continue;
        if (there) there.layer.remove();
        signs.set(pin.place, { layer: sign(pin).addTo(map), look });
      }
      for (const index of gone) {
        signs.get(index).layer.remove();
        signs.delete(index);
      }
      near = null;
      dots.repaint();
    }

    function sign(pin) {
      const node = el("span", { class: pin.chosen ? "pin chosen" : "pin" }, shape(pin.happening.event, colour(pin.happening), pin.standing, 26));
      const icon = L.divIcon({ html: node, className: "mark", iconSize: [26, 26] });
      const layer = L.marker([pin.lat, pin.lon], { icon, pane: "pins", title: describe(pin), keyboard: true });
      layer.on("add", () => layer.getElement().setAttribute("aria-label", describe(pin)));
      return layer.on("click keypress", (event) => {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        onPlace(pin.place, "map");
      });
    }

    // The dots of minor pins, by side.
    const dots = new groundshift.CanvasLayer((context, _, scale, [x0, y0]) => {
      const theme = groundshift.colours(), bySide = new Map();
      // Least important first, so that the others lie on top.
      for (const pin of pins.filter(({ minor }) => minor).reverse()) {
        const hue = colour(pin.happening) || theme("grey");
        if (!bySide.has(hue)) bySide.set(hue, []);
        bySide.get(hue).push(pin);
      }
      const radius = pins.length > 4000 ? 2 : pins.length > 800 ? 3 : 4;
      for (const [hue, members] of bySide) {
        context.beginPath();
        for (const { x, y } of members) {
          context.moveTo((x - x0) * scale + radius, (y - y0) * scale);
          context.arc((x - x0) * scale, (y - y0) * scale, radius, 0, 7);
        }
        context.strokeStyle = theme("land");
        context.lineWidth = radius > 2 ? 3 : 1.5;
        context.stroke();
        context.fillStyle = groundshift.mix(hue, "#ffffff", parseFloat(theme("full")) / 100);
        context.fill();
      }
    }, { pane: "dots" }).addTo(map);

    // The dot under a pointer; `near` holds the dots by squares of REACH pixels once somebody points.
    let near = null;
    function dotAt(latlng) {
      const scale = 2 ** map.getZoom(), square = (v) => Math.floor((v * scale) / REACH);
      if (near === null) {
        near = new Map();
        for (const pin of pins) if (pin.minor) near.set(square(pin.x) * 1e6 + square(pin.y), pin);
      }
      const [x, y] = groundshift.world(latlng.lng, latlng.lat);
      let best = null, least = REACH ** 2;
      for (let i = -1; i <= 1; i++) {
        for (let j = -1; j <= 1; j++) {
          const pin = near.get((square(x) + i) * 1e6 + square(y) + j);
          const far = pin ? ((pin.x - x) * scale) ** 2 + ((pin.y - y) * scale) ** 2 : least;
          if (far < least) [best, least] = [pin, far];
        }
      }
      return best;
    }

    const tip = L.tooltip({ direction: "top", offset: [0, -4] });
    map.on("click", ({ latlng }) => {
      const pin = dotAt(latlng);
      if (pin) onPlace(pin.place, "map");
    });
    map.on("mousemove", ({ latlng }) => {
      const pin = dotAt(latlng);
      map.getContainer().style.cursor = pin ? "pointer" : "";
      if (pin) tip.setLatLng([pin.lat, pin.lon]).setContent(el("span", null, describe(pin))).addTo(map);
      else tip.remove();
    });

    // Region labels, as nodes that names.js finds room for.
    function labels() {
      return onDay(view.get().day, "label").map((mark) => {
        const text = words.placeName(mark, mark.happening.part);
        const node = el("button", { class: "name said", type: "button", title: describe(mark), tabindex: "-1", onclick: () => onPlace(mark.place, "map") },
          shape(mark.happening.event, colour(mark.happening), mark.standing, 18), text);
        return { ...mark, text, node };
      });
    }

    // What the marks of a day show, for the legend.
    function summary(day) {
      const events = new Set(), sides = new Set(), standings = new Set();
      for (const { happening, standing } of [...onDay(day, "pin"), ...onDay(day, "label")]) {
        events.add(happening.event);
        sides.add(happening.actor);
        standings.add(standing);
      }
      sides.delete(null);
      return { events: [...events], sides: [...sides].sort((a, b) => a - b), standings: [...standings], minor: pins.some((pin) => pin.minor) };
    }

    map.on("moveend", draw);
    return { draw, labels, summary, pins: () => pins };
  };
}
