// Pins: one sign for each place, for the latest thing said of it. Where signs would cover each other the one more is said of
// stays and the others become dots until one comes closer. What is said of a whole region is a label.
"use strict";
{
  const { el, at, shape } = groundshift;
  const APART = 22; // pixels between the middles of two signs

  groundshift.marks = function marks(map, data, words, view, onPlace) {
    const dots = L.canvas({ pane: "dots", padding: 0.35 });
    const drawn = L.layerGroup().addTo(map);
    const byPlace = new Map();
    let current = [];

    function onDay(day, kind) {
      const found = [];
      for (const mark of data.ledger.marks) {
        const spell = mark.kind === kind && at(mark.spells, day);
        if (!spell) continue;
        const happening = data.happenings[spell[1]];
        found.push({ place: mark.place, happening, firm: spell[2], ...pick(data.places[mark.place]) });
      }
      return found;
    }

    const pick = ({ name, lat, lon, population, claims }) => ({ name, lat, lon, population, said: claims.length });
    const colour = (happening) => (happening.actor === null ? null : data.sides[happening.actor].colour);
    const describe = (mark) => {
      const control = mark.firm ? "" : ` (${words.say("control.claimed")})`;
      return `${words.placeName(mark, mark.happening.part)}: ${words.happening(mark.happening)}${control}`;
    };

    // What more is said of comes first, then what is larger.
    const importance = (a, b) => b.said - a.said || b.population - a.population || a.place - b.place;

    // Mark as minor each pin too near to a more important one; squares of APART pixels keep the search short.
    function thin(pins) {
      const squares = new Map();
      for (const pin of pins) {
        const p = map.project([pin.lat, pin.lon]);
        const x = Math.floor(p.x / APART), y = Math.floor(p.y / APART);
        pin.minor = false;
        for (let i = x - 1; i <= x + 1; i++) {
          for (let j = y - 1; j <= y + 1; j++) {
            for (const other of squares.get(`${i} ${j}`) || []) if (other.distanceTo(p) < APART) pin.minor = true;
          }
        }
        if (pin.minor) continue;
        const key = `${x} ${y}`;
        squares.set(key, [...(squares.get(key) || []), p]);
      }
    }

    function draw() {
      const { day, place } = view.get();
      current = onDay(day, "pin").sort((a, b) => (b.place === place) - (a.place === place) || importance(a, b));
      for (const pin of current) pin.chosen = pin.place === place;
      thin(current);
      drawn.clearLayers();
      byPlace.clear();
      const seen = map.getBounds().pad(0.2);
      for (const pin of current) {
        if (!seen.contains([pin.lat, pin.lon])) continue;
        const layer = pin.minor ? dot(pin) : sign(pin);
        layer.on("click keypress", (event) => {
          if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
          onPlace(pin.place, "map");
        });
        drawn.addLayer(layer);
        byPlace.set(pin.place, layer);
      }
    }

    function sign(pin) {
      const node = el("span", { class: pin.chosen ? "pin chosen" : "pin" }, shape(pin.happening.event, colour(pin.happening), pin.firm, 26));
      const icon = L.divIcon({ html: node, className: "mark", iconSize: [26, 26] });
      const layer = L.marker([pin.lat, pin.lon], { icon, pane: "pins", title: describe(pin), keyboard: true });
      layer.on("add", () => layer.getElement().setAttribute("aria-label", describe(pin)));
      return layer;
    }

    // The sides' colours as theme.css shows them, for what is drawn on a canvas.
    function tint(hue) {
      const theme = groundshift.colours();
      return groundshift.mix(hue || theme("grey"), "#ffffff", parseFloat(theme("full")) / 100);
    }

    function dot(pin) {
      const layer = L.circleMarker([pin.lat, pin.lon], {
        renderer: dots, radius: 4, weight: 1.5, color: groundshift.colours()("land"), fillColor: tint(colour(pin.happening)), fillOpacity: 1,
      });
      return layer.bindTooltip(el("span", null, describe(pin)), { direction: "top" });
    }

    // Region labels, as nodes that names.js finds room for.
    function labels() {
      return onDay(view.get().day, "label").map((mark) => {
        const text = words.placeName(mark, mark.happening.part);
        const node = el("button", { class: "name said", type: "button", title: describe(mark), tabindex: "-1", onclick: () => onPlace(mark.place, "map") },
          shape(mark.happening.event, colour(mark.happening), mark.firm, 18), text);
        return { ...mark, text, node };
      });
    }

    map.on("moveend", draw);
    return { draw, labels, pins: () => current, at: (day) => [...onDay(day, "pin"), ...onDay(day, "label")], any: () => current.some((pin) => pin.minor) };
  };
}
