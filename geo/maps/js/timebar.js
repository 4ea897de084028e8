// Time: the day in large figures, play and step, a slider over the histogram of events and the ground by side.
"use strict";
{
  const { el, svg, icon } = groundshift;
  const PLAY = "M7 4.5v15l12-7.5z", PAUSE = "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z";
  const BEAT = 1100; // milliseconds between events while it plays

  groundshift.timebar = function timebar(data, words, view, tabs, credit) {
    const { say } = words;
    const length = Math.max(1, view.last - view.first);
    let timer = null;

    const button = (label, path, onclick, name) => el("button", { type: "button", class: name, "aria-label": say(label), title: say(label), onclick }, icon(path));
    const play = button("time.play", PLAY, toggle, "play");
    const previous = button("time.previous", "M17 5l-8 7 8 7zM6.5 5v14", () => jump(() => view.step(-1)), "step");
    const next = button("time.next", "M7 5l8 7-8 7zM17.500 5v14", () => jump(() => view.step(1)), "step");
    const shown = el("output", { class: "date", for: "day" });
    const slider = el("input", { type: "range", id: "day", min: String(view.first), max: String(view.last), step: "1", "aria-label": say("time.day"), title: say("time.keys"),
      oninput: () => jump(() => view.set({ day: Number(slider.value) })) });
    const cursor = el("div", { class: "cursor" });
    const track = el("div", { class: "track" }, chart(), cursor, slider);
    const ends = el("div", { class: "ends", "aria-hidden": "true" }, el("span", null, label(view.first)), el("span", null, label(view.last)));
    const node = el("footer", { class: "panel timebar", "aria-label": say("time.bar"), role: "group" },
      data.steps.length > 0 && el("div", { class: "now" }, shown, el("div", { class: "buttons" }, previous, play, next)),
      data.steps.length > 1 && el("div", { class: "axis" }, track, ends),
      tabs, credit);

    function label(day) {
      return data.origin ? words.short(words.iso(day)) : "";
    }

    // Bars: events a day. The band below: how the ground that is known to be held is shared, in steps. Both on one scale of days, in percent.
    function chart() {
      const perDay = new Map();
      for (const h of data.happenings) if (h.day !== null) perDay.set(h.day, (perDay.get(h.day) || 0) + 1);
      const most = Math.max(1, ...perDay.values()), x = (day) => ((day - view.first) / length) * 1000;
      const wide = Math.min(16, Math.max(2, 700 / (length + 1)));
      const bars = [...perDay].map(([day, n]) => svg("rect", { class: "bar", "data-day": day, x: x(day) - wide / 2, width: wide, y: 34 - (30 * n) / most, height: (30 * n) / most }));
      return svg("svg", { class: "chart", viewBox: "0 0 1000 54", preserveAspectRatio: "none", "aria-hidden": "true" }, bars, band(x));
    }

    function band(x) {
      const { totals } = data.ledger, steps = [];
      totals.forEach((total, i) => {
        const from = x(total.day), to = i + 1 < totals.length ? x(totals[i + 1].day) : 1000;
        const known = total.held.filter(([side]) => side !== null);
        const all = known.reduce((sum, [, km2]) => sum + km2, 0);
        let top = 39;
        for (const [side, km2] of all > 0 && to > from ? known : []) {
          const height = (15 * km2) / all;
          steps.push(svg("rect", { class: "share", x: from, width: to - from + 0.5, y: top, height, "--side": data.sides[side].colour }));
          top += height;
        }
      });
      return steps;
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

    function toggle() {
      if (timer !== null) return stop();
      if (view.get().day >= view.last) view.set({ day: view.first });
      timer = setInterval(() => {
        view.step(1);
        if (view.get().day >= view.last) stop();
      }, BEAT);
      sign();
    }

    function sign() {
      const text = say(timer === null ? "time.play" : "time.pause");
      play.setAttribute("aria-label", text);
      play.title = text;
      play.replaceChildren(icon(timer === null ? PLAY : PAUSE));
    }

    function update({ day }) {
      if (!data.origin) return;
      const text = words.date(words.iso(day));
      shown.textContent = text;
      slider.value = String(day);
      slider.setAttribute("aria-valuetext", text);
      cursor.style.setProperty("--at", String((day - view.first) / length));
      for (const bar of node.querySelectorAll(".bar")) bar.classList.toggle("past", Number(bar.dataset.day) <= day);
      previous.disabled = day <= view.first;
      next.disabled = day >= view.last;
    }

    view.on((state, before) => {
      if (state.day !== before.day) update(state);
    });
    return { node, toggle, jump, start: () => update(view.get()) };
  };
}
