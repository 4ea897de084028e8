// What is drawn, switched on and off: the panes of the map by the names a reader knows.
"use strict";
{
  const { el } = groundshift;
  const PANES = { ground: ["ground"], front: ["front"], events: ["pins", "dots"], names: ["names"], base: ["land", "borders"] };

  groundshift.switches = function switches(map, data, words, view) {
    const { say } = words;
    const empty = { ground: !data.ground.km2.length, front: new Set(data.ground.states.map(([side]) => side).filter((side) => side !== null)).size < 2, events: !data.happenings.length };
    const there = view.layers.filter((name) => !empty[name]);
    const boxes = there.map((name) => el("input", { type: "checkbox", "data-layer": name, onchange: (event) => view.show(name, event.target.checked) }));
    const base = data.base, several = [...data.places, ...base.countries, ...base.regions].some(({ local }) => local) || base.labels.some(([, , , local]) => local);
    const names = several && groundshift.choice(say("switches.language"), { en: say("switches.english"), local: say("switches.local") }, (chosen) => view.set({ names: chosen }));
    const node = el("fieldset", { class: "switches" }, el("legend", null, say("switches.title")),
      boxes.map((box) => el("label", null, box, say(`switches.${box.dataset.layer}`))), names && el("div", { class: "language" }, el("span", { "aria-hidden": "true" }, say("switches.language")), names.node));

    function update() {
      if (names) names.press(view.get().names);
      for (const box of boxes) {
        box.checked = view.shown(box.dataset.layer);
        for (const pane of PANES[box.dataset.layer]) map.getPane(pane).hidden = !box.checked;
      }
    }

    view.on((state, before) => (state.hidden !== before.hidden || state.names !== before.names) && update());
    return { node, start: update };
  };
}
