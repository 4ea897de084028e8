// The legend: only what is on the map on the day shown.
"use strict";
{
  const { el, shape } = groundshift;
  const EVENTS = ["liberated", "captured", "withdrew", "entered", "contested", "advancing", "held", "shelled", "denied"];
  const KINDS = ["confirmed", "claimed", "inferred", "present", "contested", "unknown"];

  groundshift.legend = function legend(data, words, view, marks, ground) {
    const { say } = words;
    const body = el("div", { class: "scroll" });
    const node = el("section", { class: "panel legend", id: "legend", "aria-label": say("map.legend") }, el("header", null, el("h2", null, say("map.legend"))), body);

    // The patch shows the very paint of the map.
    function patch(kind, side) {
      const canvas = el("canvas", { class: "patch", width: "48", height: "32", "aria-hidden": "true" });
      const context = canvas.getContext("2d");
      context.scale(2, 2);
      context.fillStyle = groundshift.groundPaint(context, kind, side === null ? null : data.sides[side], groundshift.colours(), 2);
      context.fillRect(0, 0, 24, 16);
      return canvas;
    }

    function update({ day }) {
      const shown = marks.at(day);
      const events = EVENTS.filter((name) => shown.some((mark) => mark.happening.event === name));
      const sides = [...new Set(shown.map((mark) => mark.happening.actor))].filter((side) => side !== null).sort();
      const held = ground.onDay(day);
      const item = (sign, text) => el("li", null, sign, el("span", null, text));
      const kinds = KINDS.filter((kind) => held.some((entry) => entry.kind === kind));
      const patches = (kind) => el("span", { class: "patches" }, held.filter((entry) => entry.kind === kind).map(({ side }) => patch(kind, side)));
      body.replaceChildren(...[
        events.length > 0 && el("h3", null, say("legend.event")),
        events.length > 0 && el("ul", { class: "events pairs" }, events.map((event) => item(shape(event, null, true, 20), say(`event_alone.${event}`)))),
        sides.length > 0 && el("ul", { class: "pairs" }, sides.map((side) => item(el("span", { class: "swatch", "--side": data.sides[side].colour }), data.sides[side].name))),
        events.length > 0 && el("ul", null,
          shown.some((mark) => mark.firm) && item(shape("liberated", null, true, 20), say("legend.firm")),
          shown.some((mark) => !mark.firm) && item(shape("liberated", null, false, 20), say("legend.claimed_mark")),
          marks.any() && item(el("span", { class: "minor" }), say("legend.minor"))),
        kinds.length > 0 && el("h3", null, say("legend.ground")),
        kinds.length > 0 && el("ul", null, kinds.map((kind) => item(patches(kind), say(`legend.${kind}`)))),
      ].filter(Boolean));
      node.hidden = events.length === 0 && kinds.length === 0;
    }

    view.on((state, before) => {
      if (state.day !== before.day) update(state);
    });
    return { node, update: () => update(view.get()) };
  };
}
