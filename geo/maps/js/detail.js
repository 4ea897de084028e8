// One place: how it is held on the day, and all that was said of it, in order, each with its sentence and its source.
"use strict";
{
  const { el, icon, at, shape } = groundshift;
  const COPY = "M9 8V4h11v12h-4M4 8h12v12H4z";

  groundshift.detail = function detail(data, words, view, copy) {
    const { say } = words;
    const title = el("h2", { tabindex: "-1" });
    const body = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("map.detail") });
    const close = el("button", { type: "button", class: "close", "aria-label": say("map.close"), title: say("map.close"), onclick: () => view.set({ place: null }) }, icon("M6 6l12 12M18 6L6 18"));
    const node = el("section", { class: "panel detail", id: "detail", "aria-label": say("map.detail"), hidden: true }, el("header", null, title, close), body);

    function control(place, day) {
      const spell = at(view.ledger().control[place] || [], day);
      if (!spell) return null;
      const [, side] = spell;
      return el("p", { class: "control" }, el("span", { class: "swatch", "--side": side === null ? "var(--grey)" : data.sides[side].colour }),
        el("span", null, `${say("control.now", { date: words.date(words.iso(day)) })}: `, el("b", null, words.control(spell))));
    }

    // One line that names the sentence, who said it, where it was printed and what the map makes of it.
    function citation(c, place) {
      const report = data.reports[c.report] || {};
      const printed = { outlet: report.outlet || say("map.by_report"), title: report.title || "", published: c.published ? words.date(c.published) : say("detail.not_known") };
      return say("detail.citation", {
        quote: c.quote, who: c.claimant || say("detail.outlet_speaks"), stance: say(`stance.${c.stance}`), source: say("detail.citation_source", printed),
        place: place.name, lat: words.coordinate(place.lat), lon: words.coordinate(place.lon), what: words.event(c.event, c.actor, c.denied), when: words.when(c.when),
        link: report.url ? say("detail.citation_link", { url: report.url }) : "",
      });
    }

    function claim(c, place, day) {
      const report = data.reports[c.report];
      const outlet = report && (report.outlet || report.title);
      const source = outlet && (report.url ? el("a", { href: report.url, target: "_blank", rel: "noopener noreferrer", title: say("detail.link", { title: report.title || outlet }) }, outlet) : outlet);
      const dates = [["happened", words.when(c.when)], ["said", c.said ? words.date(c.said) : say("detail.not_known")], ["published", c.published ? words.date(c.published) : say("detail.not_known")]];
      const belied = view.belied(c), unheard = view.unheard(c);
      const notes = [c.background && say("detail.background"), c.title && say("detail.from_title"), ...c.corrected.map((why) => say("detail.corrected", { why })),
        unheard ? say("map.not_yet") : c.day !== null && c.day > day && say("time.later")].filter(Boolean);
      const firm = ["confirms", "concedes"].includes(c.stance) || (c.stance === "reports" && !c.claimant);
      return el("li", { class: ["claim", c.background && "background", belied && "belied", unheard && "unheard"].filter(Boolean).join(" ") },
        el("p", { class: "line" }, shape(c.event, c.actor === null ? null : data.sides[c.actor].colour, belied ? "refuted" : firm ? "firm" : "claimed", 20), el("b", null, words.event(c.event, c.actor, c.denied)), notes.map((note) => el("span", { class: "tag" }, note))),
        belied && el("p", { class: "warning" }, data.origin ? say("detail.belied_on", { date: words.date(words.iso(c.refuted)) }) : say("map.belied")),
        el("blockquote", null, c.quote),
        el("p", { class: "who" }, el("b", null, c.claimant || say("detail.outlet_speaks")), ` ${say(`stance.${c.stance}`)}`, source && [" \u00b7 ", source]),
        el("dl", null, dates.map(([name, text]) => el("div", null, el("dt", null, say(`detail.${name}`)), el("dd", null, text)))),
        el("button", { type: "button", class: "cite", onclick: () => copy(citation(c, place), say("detail.cited")) }, icon(COPY), say("detail.cite")));
    }

    function update({ place: index, day }, before) {
      node.hidden = index === null;
      document.documentElement.classList.toggle("place-chosen", index !== null);
      if (index === null) return;
      const place = data.places[index];
      title.textContent = place.name;
      body.replaceChildren(
        el("p", { class: "where" }, [place.local, place.region, say("detail.coordinates", { lat: words.coordinate(place.lat), lon: words.coordinate(place.lon) })].filter(Boolean).join(" \u00b7 ")),
        ...[data.origin && control(index, day)].filter(Boolean),
        el("h3", null, words.count("detail.claims", place.claims.length)),
        el("ol", null, place.claims.map((i) => claim(data.claims[i], place, day))));
      if (!before || before.place !== index) body.scrollTop = 0;
    }

    view.on((state, before) => {
      if (["day", "place", "known"].some((name) => state[name] !== before[name])) update(state, before);
    });
    return { node, start: () => update(view.get(), null), focus: () => title.focus({ preventScroll: true }) };
  };
}
