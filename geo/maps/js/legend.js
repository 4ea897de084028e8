// The legend: only what is on the map on the day shown; below it what is drawn at all.
"use strict";
{
  const { el, shape } = groundshift;
  const EVENTS = ["liberated", "captured", "withdrew", "entered", "contested", "advancing", "held", "shelled", "denied"];
  const KINDS = ["confirmed", "claimed", "inferred", "unsure", "possible", "present", "contested", "unknown", "gained", "lost", "kept"];
  const STANDINGS = { firm: "firm", claimed: "claimed_mark", refuted: "refuted" };

  groundshift.legend = function legend(data, words, view, marks, ground, switches) {
    const { say } = words;
    const body = el("div"), scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("map.legend") }, body, switches.node);
    const node = el("section", { class: "panel legend", id: "legend", "aria-label": say("map.legend") }, el("header", null, el("h2", null, say("map.legend"))), scroll);

    // The patch shows the very paint of the map.
    function patch(kind, side) {
      const canvas = el("canvas", { class: "patch", width: "48", height: "32", "aria-hidden": "true" });
      const context = canvas.getContext("2d");
      context.scale(2, 2);
      context.fillStyle = groundshift.groundPaint(context, kind, side === null ? null : data.sides[side], groundshift.colours(), 2);
      context.fillRect(0, 0, 24, 16);
      return canvas;
    }

    function line(earlier) {
      const canvas = el("canvas", { class: "patch", width: "48", height: "32", "aria-hidden": "true" });
      const context = canvas.getContext("2d");
      context.scale(2, 2);
      groundshift.frontPaint(context, new Path2D("M1,8H23"), groundshift.colours(), 2.5, earlier);
      return canvas;
    }

    function ofFronts() {
      const { now, earlier } = ground.fronts();
      if (!now && !earlier) return [];
      return [el("ul", { class: "pairs" }, now && item(line(false), say("legend.front")), earlier && item(line(true), say("legend.front_earlier", { date: words.date(words.iso(view.since())) })))];
    }

    const item = (sign, text) => el("li", null, sign, el("span", null, text));

    function ofEvents(day) {
      const { events, sides, standings, minor } = marks.summary(day);
      const shown = EVENTS.filter((name) => events.includes(name));
      if (!shown.length) return [];
      return [
        el("h3", null, say("legend.event")),
        el("ul", { class: "events pairs" }, shown.map((event) => item(shape(event, null, true, 20), say(`event_alone.${event}`)))),
        sides.length > 0 && el("ul", { class: "pairs" }, sides.map((side) => item(el("span", { class: "swatch", "--side": data.sides[side].colour }), data.sides[side].name))),
        el("ul", null, Object.keys(STANDINGS).filter((name) => standings.includes(name)).map((name) => item(shape("liberated", null, name, 20), say(`legend.${STANDINGS[name]}`))),
          minor && item(el("span", { class: "minor" }), say("legend.minor"))),
      ];
    }

    function ofGround() {
      const held = ground.shown();
      const kinds = KINDS.filter((kind) => held.some((entry) => entry.kind === kind));
      if (!kinds.length) return [];
      const patches = (kind) => el("span", { class: "patches" }, held.filter((entry) => entry.kind === kind).map(({ side }) => patch(kind, side)));
      const named = (kind) => held.filter((entry) => entry.kind === kind && entry.side !== null).map(({ side }) => data.sides[side].name);
      const name = (kind) => say(`legend.${kind === "claimed" && data.drawn.length ? "drawn" : kind}`);
      const text = (kind) => name(kind) + (view.get().compare && named(kind).length ? `: ${named(kind).join(", ")}` : "");
      return [el("h3", null, say(view.get().compare ? "legend.difference" : "legend.ground")),
        el("ul", { class: "kinds", "--patches": Math.max(...kinds.map((kind) => held.filter((entry) => entry.kind === kind).length)) }, kinds.map((kind) => item(patches(kind), text(kind))))];
    }

    function update({ day }) {
      const parts = [...(view.shown("events") ? ofEvents(day) : []), ...(view.shown("ground") ? ofGround() : []), ...(view.shown("front") ? ofFronts() : [])].filter(Boolean);
      body.replaceChildren(...parts);
    }

    view.on((state, before) => {
      if (["day", "known", "since", "compare", "hidden"].some((name) => state[name] !== before[name])) update(state);
    });
    return { node, update: () => update(view.get()) };
  };
}
