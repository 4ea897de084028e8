// The story as a list of events in time: the map's twin, and its table for those who do not see it.
"use strict";
{
  const { el, icon, shape } = groundshift;

  groundshift.story = function story(data, words, view, onPlace) {
    const { say } = words;
    const rows = []; // {node, day, place}
    const dated = data.happenings.filter((h) => h.day !== null);
    const undated = data.happenings.filter((h) => h.day === null);

    function row(h) {
      const place = data.places[h.place];
      const sources = [...new Set(h.claims.map((i) => words.source(data.claims[i])))];
      const more = sources.length > 1 ? ` ${words.count("map.more_sources", sources.length - 1)}` : "";
      const node = el("button", { type: "button", class: "event", onclick: () => choose(h) },
        shape(h.event, h.actor === null ? null : data.sides[h.actor].colour, h.firm, 20),
        el("span", { class: "where" }, words.placeName(place, h.part)),
        el("span", { class: "what" }, words.happening(h)),
        el("span", { class: "who" }, sources[0] + more));
      rows.push({ node, day: h.day, place: h.place });
      return el("li", null, node);
    }

    function choose(h) {
      view.set({ place: h.place, ...(h.day === null ? {} : { day: h.day }) });
      onPlace(h.place, "list");
    }

    function group(title, happenings) {
      return el("section", { class: "day" }, el("h2", null, title), el("ol", null, happenings.map(row)));
    }

    const days = [...new Set(dated.map((h) => h.day))];
    const list = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("map.list") },
      dated.length + undated.length === 0 && el("p", { class: "note" }, say("map.story_empty")),
      days.map((day) => group(words.date(words.iso(day)), dated.filter((h) => h.day === day))),
      undated.length > 0 && group(say("map.undated"), undated),
      unplaced());

    function unplaced() {
      if (!data.unplaced.length) return null;
      return el("section", { class: "unplaced" }, el("h2", null, say("map.unplaced")), el("p", { class: "note" }, say("map.unplaced_note")),
        el("ul", null, data.unplaced.map((u) => {
          const claim = data.claims[u.claim];
          const names = u.candidates.map((c) => (c.region ? `${c.name} (${c.region})` : c.name)).join("; ");
          return el("li", null, el("b", null, u.name), el("span", { class: "what" }, words.event(claim.event, claim.actor, claim.denied)),
            el("q", null, claim.quote), el("span", { class: "who" }, names ? say("map.candidates", { names }) : say("map.no_candidates")));
        })));
    }

    const span = data.origin ? say("time.range", { from: words.short(words.iso(view.first)), to: words.date(words.iso(view.last)) }) : say("map.undated");
    const counts = [words.count("map.story_events", data.happenings.length), words.count("map.story_reports", data.reports.length)].join(" \u00b7 ");
    const fold = el("button", { type: "button", class: "fold", "aria-expanded": "true", "aria-controls": "story-list", title: say("map.fold"), "aria-label": say("map.fold"), onclick: toggle }, icon("M15 5l-7 7 7 7"));
    const node = el("section", { class: "panel story", id: "story", "aria-label": say("map.story") },
      el("header", null, el("div", null, el("h1", null, data.title), el("p", { class: "span" }, view.first === view.last && data.origin ? words.date(words.iso(view.first)) : span), data.knownBy && el("p", { class: "span" }, say("map.known_by", { date: words.date(data.knownBy) })), el("p", { class: "counts" }, counts)), fold),
      list);
    list.id = "story-list";

    function toggle() {
      const folded = node.classList.toggle("folded");
      document.documentElement.classList.toggle("story-folded", folded);
      const text = say(folded ? "map.unfold" : "map.fold");
      fold.setAttribute("aria-expanded", String(!folded));
      fold.setAttribute("aria-label", text);
      fold.title = text;
    }

    // Scroll within the list only, so that nothing else on the page moves.
    function bringIntoView(target) {
      if (!target || !list.clientHeight) return;
      const top = target.getBoundingClientRect().top - list.getBoundingClientRect().top;
      if (top < 30 || top > list.clientHeight - 70) list.scrollTop += top - 34; // under the day's heading, which stays
    }

    function update(state, before) {
      let latest = null, chosen = null;
      for (const { node: each, day, place } of rows) {
        each.classList.toggle("later", day !== null && day > state.day);
        each.classList.toggle("today", day === state.day);
        each.classList.toggle("chosen", place === state.place);
        if (place === state.place) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
        if (day !== null && day <= state.day && (latest === null || day > latest.day)) latest = { node: each, day };
        if (place === state.place && (chosen === null || (day !== null && day <= state.day))) chosen = each;
      }
      if (!before || state.day !== before.day) bringIntoView(latest && latest.node);
      if (before && state.place !== before.place && state.place !== null) bringIntoView(chosen);
    }

    view.on(update);
    return { node, start: () => update(view.get(), null) };
  };
}
