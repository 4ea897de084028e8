// Square kilometres by side on the day, the change since another, and what others reported for the same stretch.
"use strict";
{
  const { el, at } = groundshift;
  const FIRST_ROWS = 500; // of the table place by place: more would only be slow

  groundshift.figures = function figures(data, words, view, ground) {
    const { say } = words;
    const measured = view.ledger().totals.length > 0;
    if (!measured && !data.figures.length && !data.places.length) return null;
    const units = groundshift.choice(say("figures.unit"), { km2: say("figures.km2"), sqmi: say("figures.sqmi") }, (unit) => view.set({ unit }));
    const since = el("select", { "aria-label": say("figures.since"), onchange: () => view.set({ since: since.value === "" ? null : Number(since.value) }) });
    const compare = el("button", { type: "button", class: "action", "aria-pressed": "false", onclick: () => view.set({ compare: !view.get().compare }) });
    const from = el("label", { class: "note since" }, say("figures.since"), " ", since);
    const method = el("details", null, el("summary", null, say("figures.method")), el("p", null, data.method));
    const held = el("div"), reported = el("div"), places = el("div");
    const twin = el("details", { ontoggle: () => byPlace(view.get()) }, el("summary"), places);
    const node = el("section", { class: "panel figures", id: "figures", "aria-label": say("map.figures") },
      el("header", null, el("h2", null, say("map.figures")), units.node),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("map.figures") }, held, measured && [from, compare], reported, twin,
        data.method && method));

    const nameOf = (side) => (side === null ? say("figures.unknown") : data.sides[side].name);
    const swatch = (side) => el("span", { class: "swatch", "--side": side === null ? "var(--grey)" : data.sides[side].colour });
    const th = (text) => el("th", { scope: "col" }, text);
    const row = (side, cells) => el("tr", null, el("th", { scope: "row" }, swatch(side), nameOf(side)), cells.map((cell) => el("td", null, cell)));
    const dated = (day) => words.short(words.iso(day));

    // The days to count from: the eve, and each step. Made once for each reading, for there may be a thousand.
    let listed = null;
    function choices() {
      const chosen = view.get().since, steps = view.steps();
      if (listed !== steps) {
        listed = steps;
        since.replaceChildren(...[view.eve, ...steps.filter((day) => day > view.eve)].map((day) => el("option", { value: day === view.eve ? "" : day }, dated(day))));
      }
      since.value = chosen === null ? "" : String(chosen);
      if (since.selectedIndex < 0) {
        since.append(el("option", { value: chosen }, dated(chosen)));
        since.value = String(chosen);
      }
    }

    function holdings({ day, unit }) {
      const found = at(view.ledger().totals, day, "day");
      if (!found) return null;
      const before = ground.held(view.since());
      const rows = found.held.filter(([, km2]) => km2 > 0 || found.held.length === 1);
      return el("table", null,
        el("thead", null, el("tr", null, th(say("figures.side")), th(say(`figures.${unit}`)), th(say("figures.change")))),
        el("tbody", null, rows.map(([side, km2, low, high]) => row(side, [
          [el("b", null, words.inUnit(km2, unit)), low !== null && high !== null && el("span", { class: "interval" }, words.interval(low, high, unit))],
          words.change(km2 - (before.get(side) || 0), unit),
        ])), found.contested > 0 && el("tr", { class: "part" }, el("th", { scope: "row" }, say("figures.contested")), el("td", null, words.inUnit(found.contested, unit)), el("td"))));
    }

    function difference({ day, unit }) {
      const rows = ground.compare(view.since(), day).filter(({ side, gained, lost, kept }) => side !== null && gained + lost + kept > 0);
      const caption = el("caption", null, say("compare.title", { span: words.range(words.iso(view.since()), words.iso(day)) }));
      return [el("table", null, caption,
        el("thead", null, el("tr", null, th(say(`figures.${unit}`)), th(say("compare.gained")), th(say("compare.lost")), th(say("compare.net")), th(say("compare.kept")))),
        el("tbody", null, rows.map(({ side, gained, lost, kept }) => row(side, [words.inUnit(gained, unit), words.inUnit(lost, unit), el("b", null, words.change(gained - lost, unit)), words.inUnit(kept, unit)])))),
      !rows.some(({ gained, lost }) => gained + lost > 0) && el("p", { class: "note" }, say("compare.none"))].filter(Boolean);
    }

    function figure(said, unit) {
      const actor = said.actor === null ? null : data.sides[said.actor].name;
      const change = say(`figures.${said.change}${actor === null ? "_alone" : ""}`, { side: actor });
      const values = { approximate: said.approximate ? `${said.approximate} ` : "", area: words.area(said.km2, unit), change, claimant: said.claimant };
      const span = said.since && said.until ? words.range(said.since, said.until)
        : said.until ? say("figures.until", { until: words.date(said.until) }) : null;
      const ours = said.ours === null ? say("figures.not_comparable")
        : said.ratio === null ? say("figures.ours_alone", { area: words.area(said.ours, unit) })
        : say("figures.ours", { area: words.area(said.ours, unit), percent: words.percent(said.ratio) });
      return el("li", { title: said.quote }, el("span", { class: "claimed" }, say(said.claimant ? "figures.reported_line" : "figures.reported_line_alone", values)),
        span && el("span", { class: "who" }, span), el("span", { class: "ours" }, ours), said.scope && el("span", { class: "who" }, said.scope));
    }

    // What the canvas shows, as a table: who holds each named place on the day.
    function byPlace({ day }) {
      if (!twin.open) return;
      const control = view.ledger().control;
      const rows = data.places.flatMap((place, index) => {
        const spell = at(control[index] || [], day);
        return spell ? [[place, spell]] : [];
      });
      places.replaceChildren(el("table", { class: "places" },
        el("thead", null, el("tr", null, th(say("map.place")), th(say("map.holder")))),
        el("tbody", null, rows.slice(0, FIRST_ROWS).map(([place, spell]) => el("tr", null, el("th", { scope: "row" }, place.name), el("td", null, words.control(spell)))))),
      rows.length > FIRST_ROWS ? el("p", { class: "note" }, say("map.first_rows", { n: words.number(FIRST_ROWS), all: words.number(rows.length) })) : "");
    }

    function update(state) {
      const { day, unit } = state;
      units.press(unit);
      choices();
      compare.textContent = say(state.compare ? "compare.hide" : "compare.show");
      compare.setAttribute("aria-pressed", String(state.compare));
      held.replaceChildren(...[measured && (state.compare ? difference(state) : holdings(state))].flat().filter(Boolean));
      const said = data.figures.filter((each) => each.day === null || each.day <= day);
      reported.replaceChildren(...(said.length ? [el("h3", null, say("figures.reported")), el("ul", { class: "reported" }, said.slice().reverse().map((each) => figure(each, unit)))] : []));
      twin.hidden = !data.origin || !data.places.length;
      if (data.origin) twin.firstChild.textContent = say("map.places_on", { date: words.date(words.iso(day)) });
      byPlace(state);
    }

    // Paper has nothing to unfold.
    let unfolded = false;
    window.addEventListener("beforeprint", () => {
      unfolded = method.open;
      method.open = true;
    });
    window.addEventListener("afterprint", () => { method.open = unfolded; });

    view.on((state, before) => {
      if (["day", "unit", "known", "since", "compare"].some((name) => state[name] !== before[name])) update(state);
    });
    return { node, start: () => update(view.get()) };
  };
}
