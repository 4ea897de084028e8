// The story as a list of events in time: the map's twin, and its table for those who do not see it.
"use strict";
{
  const { el, icon, shape } = groundshift;
  const AT_ONCE = 120; // rows made before the first paint; a longer story makes the others when one comes near them
  const SECTION = 60; // rows made together
  const ROW = 72; // pixels, about: the height kept free for a row that is not made yet

  groundshift.story = function story(data, words, view, onPlace) {
    const { say } = words;
    const parts = []; // {node, day, list, happenings, rows}: the events of a day, at most SECTION of them
    const partsOf = new Map(); // by place
    let chosen = [];

    function into(map, key, value) {
      if (map.has(key)) map.get(key).push(value);
      else map.set(key, [value]);
    }

    function row(h) {
      const place = data.places[h.place];
      const sources = [...new Set(h.claims.map((i) => words.source(data.claims[i])))];
      const more = sources.length > 1 ? ` ${words.count("map.more_sources", sources.length - 1)}` : "";
      const belied = view.belied(h), unheard = view.unheard(h);
      return el("button", { type: "button", class: ["event", belied && "belied", unheard && "unheard"].filter(Boolean).join(" "), "data-place": h.place, onclick: () => choose(h) },
        shape(h.event, h.actor === null ? null : data.sides[h.actor].colour, belied ? "refuted" : h.firm ? "firm" : "claimed", 20),
        el("span", { class: "where" }, words.placeName(place, h.part)),
        el("span", { class: "what" }, words.happening(h)),
        (belied || unheard) && el("span", { class: "doubt" }, say(unheard ? "map.not_yet" : "map.belied")),
        el("span", { class: "who" }, sources[0] + more));
    }

    function choose(h) {
      view.set({ place: h.place, ...(h.day === null ? {} : { day: h.day }) });
      onPlace(h.place, "list");
    }

    // Sections of one day each, or of a part of a day on which a very great deal happened.
    function sections(day, title, happenings) {
      return Array.from({ length: Math.ceil(happenings.length / SECTION) }, (_, i) => {
        const own = happenings.slice(i * SECTION, (i + 1) * SECTION);
        const list = el("ol", { "--rows": `${own.length * ROW}px` });
        const node = el("section", { class: "day" }, i === 0 && el("h2", null, title), list);
        const part = { node, day, list, happenings: own, made: false };
        parts.push(part);
        for (const place of new Set(own.map((h) => h.place))) into(partsOf, place, part);
        return node;
      });
    }

    function make(part, again = false) {
      if (part.made && !again) return;
      part.made = true;
      part.list.replaceChildren(...part.happenings.map((h) => el("li", null, row(h))));
      mark(part, view.get().place);
    }

    const byDay = new Map();
    for (const h of data.happenings) into(byDay, h.day, h);
    const undated = byDay.get(null);
    byDay.delete(null);
    const list = el("div", { class: "scroll", id: "story-list", tabindex: "0", role: "region", "aria-label": say("map.list") },
      data.happenings.length === 0 && el("p", { class: "note" }, say(data.drawn.length ? "map.story_drawn" : "map.story_empty")),
      [...byDay].map(([day, happenings]) => sections(day, words.date(words.iso(day)), happenings)),
      undated && sections(null, say("map.undated"), undated),
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

    const span = !data.origin ? data.happenings.length > 0 && say("map.undated")
      : view.first === view.last ? words.date(words.iso(view.first))
      : words.range(words.iso(view.first), words.iso(view.last));
    const counts = [
      ...(data.reports.length || !data.drawn.length ? [words.count("map.story_events", data.happenings.length), words.count("map.story_reports", data.reports.length)] : []),
      ...(data.drawn.length ? [words.count("map.story_maps", data.drawn.length)] : []),
    ].join(" \u00b7 ");
    const fold = el("button", { type: "button", class: "fold", "aria-expanded": "true", "aria-controls": "story-list", title: say("map.fold"), "aria-label": say("map.fold"), onclick: toggle }, icon("M15 5l-7 7 7 7"));
    const node = el("section", { class: "panel story", id: "story", "aria-label": say("map.story") },
      el("header", null, el("div", null, el("h1", null, data.title), span && el("p", { class: "span" }, span),
        data.knownBy && el("p", { class: "span" }, say("map.known_by", { date: words.date(data.knownBy) })), el("p", { class: "counts" }, counts)), fold),
      list);

    function toggle() {
      const folded = node.classList.toggle("folded");
      document.documentElement.classList.toggle("story-folded", folded);
      const text = say(folded ? "map.unfold" : "map.fold");
      fold.setAttribute("aria-expanded", String(!folded));
      fold.setAttribute("aria-label", text);
      fold.title = text;
    }

    // Scroll within the list only, so that nothing else on the page moves; once a frame, however many days went by in it.
    let wanted = null;
    function bringIntoView(target) {
      if (!wanted && target) requestAnimationFrame(() => {
        const now = wanted;
        wanted = null;
        scrollTo(now, 4);
      });
      wanted = target || wanted;
    }

    function scrollTo(target, again) {
      if (!list.clientHeight) return;
      const top = target.getBoundingClientRect().top - list.getBoundingClientRect().top;
      const heading = target.matches("section") ? 0 : 34; // the day's heading stays above its rows
      if (top < heading || top > list.clientHeight - 70) list.scrollTop += top - heading;
      // Rows that come into sight take their true height only now, and may have pushed it away.
      if (again && !wanted) requestAnimationFrame(() => scrollTo(target, again - 1));
    }

    function mark(part, place) {
      for (const each of part.list.querySelectorAll(".event")) {
        const here = Number(each.dataset.place) === place;
        each.classList.toggle("chosen", here);
        if (here) {
          each.setAttribute("aria-current", "true");
          chosen.push(each);
        } else each.removeAttribute("aria-current");
      }
    }

    function update(state, before) {
      if (before && (state.known !== before.known || (state.known === "then" && state.day !== before.day))) for (const part of parts) if (part.made) make(part, true);
      let latest = null;
      for (const part of parts) {
        part.node.classList.toggle("later", part.day !== null && part.day > state.day);
        part.node.classList.toggle("today", part.day === state.day);
        if (part.day !== null && part.day <= state.day && (latest === null || part.day > latest.day)) latest = part;
      }
      if (!before || state.place !== before.place) {
        for (const part of before && before.place !== null ? partsOf.get(before.place) || [] : []) if (part.made) mark(part, state.place);
        chosen = [];
        for (const part of partsOf.get(state.place) || []) {
          make(part);
          mark(part, state.place);
        }
      }
      if (latest && (!before || state.day !== before.day)) {
        make(latest);
        bringIntoView(latest.node);
      }
      if (before && state.place !== before.place && state.place !== null) {
        const told = chosen.filter((each) => !each.closest(".later"));
        bringIntoView(told[told.length - 1] || chosen[0]);
      }
    }

    const near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        make(parts.find(({ node: each }) => each === target));
        near.unobserve(target);
      }
    }, { root: list, rootMargin: "800px" });

    function start() {
      let rows = 0;
      for (const part of parts) {
        rows += part.happenings.length;
        if (rows <= AT_ONCE) make(part);
        else near.observe(part.node);
      }
      update(view.get(), null);
    }

    window.addEventListener("beforeprint", () => parts.forEach((part) => make(part)));
    view.on(update);
    return { node, start };
  };
}
