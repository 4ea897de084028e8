// Square kilometres by side on the day, the change since the start, and what others reported for the same stretch.
"use strict";
{
  const { el, at } = groundshift;

  groundshift.figures = function figures(data, words, view) {
    const { say } = words;
    const { totals } = data.ledger;
    if (!totals.length && !data.figures.length) return null;
    const unit = (name) => el("button", { type: "button", "aria-pressed": "false", onclick: () => view.set({ unit: name }) }, say(`figures.${name}`));
    const units = { km2: unit("km2"), sqmi: unit("sqmi") };
    const body = el("div", { class: "scroll" });
    const node = el("section", { class: "panel figures", id: "figures", "aria-label": say("map.figures") },
      el("header", null, el("h2", null, say("map.figures")), el("div", { class: "units", role: "group", "aria-label": say("figures.unit") }, units.km2, units.sqmi)), body);

    // What was held when the story began: the day before where it is known, else the first day.
    const eve = startOf();
    function startOf() {
      const known = data.ledger.ground.some((group) => group.spells.length && group.spells[0][0] < 0 && group.spells[0][1] !== null);
      if (!known) return totals.length ? { day: totals[0].day, held: new Map(totals[0].held.map(([side, km2]) => [side, km2])) } : null;
      const held = new Map();
      for (const group of data.ledger.ground) {
        const spell = at(group.spells, -1);
        const side = spell ? spell[1] : null;
        held.set(side, (held.get(side) || 0) + group.km2);
      }
      return { day: -1, held };
    }

    function table(total, unitName) {
      const rows = total.held.filter(([, km2]) => km2 > 0 || total.held.length === 1);
      const line = ([side, km2, low, high]) => el("tr", null,
        el("th", { scope: "row" }, el("span", { class: "swatch", "--side": side === null ? "var(--grey)" : data.sides[side].colour }), side === null ? say("figures.unknown") : data.sides[side].name),
        el("td", null, el("b", null, words.inUnit(km2, unitName)), low !== null && high !== null && el("span", { class: "interval" }, say("figures.interval", { low: words.inUnit(low, unitName), high: words.inUnit(high, unitName) }))),
        el("td", null, words.change(km2 - (eve.held.get(side) || 0), unitName)));
      return el("table", null,
        el("thead", null, el("tr", null, el("th", { scope: "col" }, say("figures.side")), el("th", { scope: "col" }, say(`figures.${unitName}`)), el("th", { scope: "col" }, say("figures.change", { date: words.short(words.iso(eve.day)) })))),
        el("tbody", null, rows.map(line), total.contested > 0 && el("tr", { class: "part" }, el("th", { scope: "row" }, say("figures.contested")), el("td", null, words.inUnit(total.contested, unitName)), el("td"))));
    }

    function reported(figure, unitName) {
      const actor = figure.actor === null ? null : data.sides[figure.actor].name;
      const change = say(`figures.${figure.change}${actor === null ? "_alone" : ""}`, { side: actor });
      const values = { approximate: figure.approximate ? `${figure.approximate} ` : "", area: words.area(figure.km2, unitName), change, claimant: figure.claimant };
      const since = figure.since && figure.until ? say("figures.since_until", { since: words.short(figure.since), until: words.date(figure.until) })
        : figure.until ? say("figures.until", { until: words.date(figure.until) }) : null;
      const ours = figure.ours === null ? say("figures.not_comparable")
        : figure.ratio === null ? say("figures.ours_alone", { area: words.area(figure.ours, unitName) })
        : say("figures.ours", { area: words.area(figure.ours, unitName), percent: words.percent(figure.ratio) });
      return el("li", { title: figure.quote }, el("span", { class: "claimed" }, say(figure.claimant ? "figures.reported_line" : "figures.reported_line_alone", values)),
        since && el("span", { class: "who" }, since), el("span", { class: "ours" }, ours), figure.scope && el("span", { class: "who" }, figure.scope));
    }

    function update({ day, unit: unitName }) {
      for (const [name, button] of Object.entries(units)) button.setAttribute("aria-pressed", String(name === unitName));
      const total = at(totals.map((t) => [t.day, t]), day);
      const said = data.figures.filter((figure) => figure.day === null || figure.day <= day);
      body.replaceChildren(...[
        total && table(total[1], unitName),
        said.length > 0 && el("h3", null, say("figures.reported")),
        said.length > 0 && el("ul", { class: "reported" }, said.slice().reverse().map((figure) => reported(figure, unitName))),
        data.method && el("details", null, el("summary", null, say("figures.method")), el("p", null, data.method)),
      ].filter(Boolean));
    }

    view.on((state, before) => {
      if (state.day !== before.day || state.unit !== before.unit) update(state);
    });
    return { node, start: () => update(view.get()) };
  };
}
