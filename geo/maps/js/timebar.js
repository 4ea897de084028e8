// Time: the day in large figures, play and step, a slider over the events, the ground by side and the reports.
"use strict";
{
  const { el, svg, icon } = groundshift;
  const PLAY = "M7 4.5v15l12-7.5z", PAUSE = "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z";
  const BEAT = 1100; // milliseconds between events while it plays at single speed
  const SPEEDS = [0.5, 1, 2, 4, 8];
  // The chart's rows, in pixels from its top: bars of events stand on one line, the ground hangs below it, reports are ticks.
  const HIGH = 60, BARS = 28, GROUND = [32, 52], TICKS = [55, 60];

  groundshift.timebar = function timebar(data, words, view, tabs, credit) {
    const { say } = words;
    const length = Math.max(1, view.last - view.first);
    const published = perDay(data.reports.map((report) => (report.published ? words.dayOf(report.published) : null)));
    const marked = [...new Set([...published.keys(), ...data.drawn])];
    const scale = groundshift.axis(data, words, view);
    let timer = null;

    const button = (label, path, onclick, name) => el("button", { type: "button", class: name, "aria-label": say(label), title: say(label), onclick }, icon(path));
    const play = button("time.play", PLAY, toggle, "play");
    const previous = button("time.previous", "M17 5l-8 7 8 7zM6.5 5v14", () => jump(() => view.step(-1)), "step");
    const next = button("time.next", "M7 5l8 7-8 7zM17.500 5v14", () => jump(() => view.step(1)), "step");
    const yesterday = button("time.previous_day", "M14 6l-6 6 6 6", () => jump(() => view.set({ day: view.get().day - 1 })), "step");
    const tomorrow = button("time.next_day", "M10 6l6 6-6 6", () => jump(() => view.set({ day: view.get().day + 1 })), "step");
    const speed = el("select", { class: "speed", "aria-label": say("time.speed"), title: say("time.speed"), onchange: () => timer !== null && start() },
      SPEEDS.map((n) => el("option", { value: n, selected: n === 1 }, say("time.times", { n: words.number(n) }))));
    const shown = el("output", { class: "date", for: "day" });
    const known = view.replays && groundshift.choice(say("time.known"), { then: say("time.then"), now: say("time.now") }, (name) => view.set({ known: name }), say("time.known_help"));
    const slider = el("input", { type: "range", id: "day", min: String(view.first), max: String(view.last), step: "1", "aria-label": say("time.day"), title: say("time.keys"),
      oninput: () => jump(() => view.set({ day: Number(slider.value) })) });
    const cursor = el("div", { class: "cursor" }), stretch = el("div", { class: "stretch" });
    const bars = svg("g"), band = svg("g");
    const chart = svg("svg", { class: "chart", viewBox: `0 0 1000 ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" }, grid(), bars, band, ticks());
    const track = el("div", { class: "track" }, stretch, chart, cursor, slider);
    const node = el("footer", { class: `panel timebar${view.first < view.last ? "" : data.origin ? " still" : " dateless"}`, "aria-label": say("time.bar"), role: "group" },
      data.origin && el("div", { class: "now" },
        el("div", { class: "when" }, shown, known && el("div", { class: "known" }, el("span", { "aria-hidden": "true" }, say("time.known")), known.node)),
        view.first < view.last && el("div", { class: "buttons" }, previous, yesterday, play, tomorrow, next, speed)),
      view.first < view.last && el("div", { class: "axis" }, track, scale.node),
      tabs, credit);

    function at(day) {
      return String((day - view.first) / length);
    }

    function grid() {
      return svg("path", { class: "grid", d: scale.days.map((day) => `M${x(day)},0V${HIGH}`).join("") });
    }

    function perDay(days) {
      const counts = new Map();
      for (const day of days) if (day !== null) counts.set(day, (counts.get(day) || 0) + 1);
      return counts;
    }

    // Everything stands on one scale of days, from 0 to 1000.
    function x(day) {
      return ((day - view.first) / length) * 1000;
    }

    const wide = Math.min(16, Math.max(1.5, 700 / (length + 1)));

    function drawBars() {
      const counts = perDay(data.happenings.map((h) => h.day)), most = Math.max(1, ...counts.values());
      bars.replaceChildren(...[...counts].map(([day, n]) => {
        const height = Math.max(2, (BARS * n) / most);
        return svg("rect", { class: "bar", "data-day": day, x: x(day) - wide / 2, width: wide, y: BARS + 2 - height, height });
      }));
    }

    // The ground that is known to be held, by side, one on another; its full height is the most there ever is.
    function drawBand() {
      const { totals } = view.ledger(), [top, bottom] = GROUND;
      const known = totals.map(({ held }) => held.filter(([side, km2]) => side !== null && km2 > 0));
      const most = Math.max(0, ...known.map((rows) => rows.reduce((sum, [, km2]) => sum + km2, 0)));
      const sides = [...new Set(known.flat().map(([side]) => side))].sort((a, b) => a - b);
      const below = totals.map(() => 0);
      band.replaceChildren(...(most > 0 ? sides : []).map((side) => {
        const low = [], high = [];
        totals.forEach((total, i) => {
          const row = known[i].find(([each]) => each === side), from = x(total.day), to = i + 1 < totals.length ? x(totals[i + 1].day) : 1000;
          const y = (km2) => (bottom - ((bottom - top) * km2) / most).toFixed(2);
          low.unshift(`${to},${y(below[i])} ${from},${y(below[i])}`);
          below[i] += row ? row[1] : 0;
          high.push(`${from},${y(below[i])} ${to},${y(below[i])}`);
        });
        return svg("polygon", { class: "share", points: [...high, ...low].join(" "), "--side": data.sides[side].colour });
      }));
    }

    function ticks() {
      const [top, bottom] = TICKS;
      return svg("path", { class: "ticks", d: marked.filter((day) => day >= view.first && day <= view.last).map((day) => `M${x(day)},${top}V${bottom}`).join("") });
    }

    // A hand on the controls ends the play.
    function jump(move) {
      stop();
      move();
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      sign();
    }

    function start() {
      clearInterval(timer);
      timer = setInterval(() => {
        view.step(1);
        if (view.get().day >= view.last) stop();
      }, BEAT / Number(speed.value));
      sign();
    }

    function toggle() {
      if (timer !== null) return stop();
      if (view.get().day >= view.last) view.set({ day: view.first });
      start();
    }

    function sign() {
      const text = say(timer === null ? "time.play" : "time.pause");
      play.setAttribute("aria-label", text);
      play.title = text;
      play.replaceChildren(icon(timer === null ? PLAY : PAUSE));
    }

    function update(state, before) {
      if (!data.origin) return;
      const { day } = state, text = words.date(words.iso(day));
      shown.textContent = text;
      slider.value = String(day);
      const n = published.get(day);
      slider.setAttribute("aria-valuetext", n ? `${text}, ${words.count("time.reports", n)}` : text);
      cursor.style.setProperty("--at", at(day));
      stretch.hidden = !state.compare && state.since === null;
      stretch.style.setProperty("--from", String(Math.max(0, at(view.since()))));
      stretch.style.setProperty("--at", at(day));
      if (!before || state.known !== before.known) {
        drawBand();
        if (known) known.press(state.known);
      }
      for (const bar of bars.children) bar.classList.toggle("past", Number(bar.dataset.day) <= day);
      previous.disabled = yesterday.disabled = day <= view.first;
      next.disabled = tomorrow.disabled = day >= view.last;
    }

    drawBars();
    view.on((state, before) => {
      if (["day", "known", "since", "compare"].some((name) => state[name] !== before[name])) update(state, before);
    });
    return { node, toggle, jump, start: () => update(view.get(), null) };
  };
}
