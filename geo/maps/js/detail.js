// One place: how it is held on the day, and all that was said of it, in order, each with its sentence and its source.
"use strict";
{
  const { el, icon, at, shape } = groundshift;

  groundshift.detail = function detail(data, words, view) {
    const { say } = words;
    const title = el("h2", { tabindex: "-1" }), body = el("div", { class: "scroll" });
    const close = el("button", { type: "button", class: "close", "aria-label": say("map.close"), title: say("map.close"), onclick: () => view.set({ place: null }) }, icon("M6 6l12 12M18 6L6 18"));
    const node = el("section", { class: "panel detail", id: "detail", "aria-label": say("map.detail"), hidden: true }, el("header", null, title, close), body);

    function control(place, day) {
      const spell = at(data.ledger.control[place] || [], day);
      if (!spell) return null;
      const [, side, status, basis] = spell;
      const name = side === null ? null : data.sides[side].name;
      const kind = status === "contested" ? (name ? "contested_by" : "contested") : name === null ? "unknown" : status;
      const text = say(`control.${kind}`, { side: name }) + (basis && kind !== "unknown" ? `, ${say(`control.${basis}`)}` : "");
      return el("p", { class: "control" }, el("span", { class: "swatch", "--side": side === null ? "var(--grey)" : data.sides[side].colour }),
        el("span", null, `${say("control.now", { date: words.date(words.iso(day)) })}: `, el("b", null, text)));
    }

    function claim(c, day) {
      const report = data.reports[c.report];
      const outlet = report && (report.outlet || report.title);
      const source = outlet && (report.url ? el("a", { href: report.url, target: "_blank", rel: "noopener noreferrer", title: say("detail.link", { title: report.title || outlet }) }, outlet) : outlet);
      const dates = [["happened", words.when(c.when)], ["said", c.said ? words.date(c.said) : say("detail.not_known")], ["published", c.published ? words.date(c.published) : say("detail.not_known")]];
      const notes = [c.background && say("detail.background"), c.title && say("detail.from_title"), ...c.corrected.map((why) => say("detail.corrected", { why })), c.day !== null && c.day > day && say("time.later")].filter(Boolean);
      const firm = ["confirms", "concedes"].includes(c.stance) || (c.stance === "reports" && !c.claimant);
      return el("li", { class: c.background ? "claim background" : "claim" },
        el("p", { class: "line" }, shape(c.event, c.actor === null ? null : data.sides[c.actor].colour, firm, 20), el("b", null, words.event(c.event, c.actor, c.denied)), notes.map((note) => el("span", { class: "tag" }, note))),
        el("blockquote", null, c.quote),
        el("p", { class: "who" }, el("b", null, c.claimant || say("detail.outlet_speaks")), ` ${say(`stance.${c.stance}`)}`, source && [" \u00b7 ", source]),
        el("dl", null, dates.map(([name, text]) => el("div", null, el("dt", null, say(`detail.${name}`)), el("dd", null, text)))));
    }

    function update({ place: index, day }, before) {
      node.hidden = index === null;
      document.documentElement.classList.toggle("place-chosen", index !== null);
      if (index === null) return;
      const place = data.places[index];
      title.textContent = place.name;
      body.replaceChildren(
        el("p", { class: "where" }, [place.region, say("detail.coordinates", { lat: words.coordinate(place.lat), lon: words.coordinate(place.lon) })].filter(Boolean).join(" \u00b7 ")),
        ...[data.origin && control(index, day)].filter(Boolean),
        el("h3", null, words.count("detail.claims", place.claims.length)),
        el("ol", null, place.claims.map((i) => claim(data.claims[i], day))));
      if (!before || before.place !== index) body.scrollTop = 0;
    }

    view.on(update);
    return { node, start: () => update(view.get(), null), focus: () => title.focus({ preventScroll: true }) };
  };
}
