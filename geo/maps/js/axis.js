// The axis of time: its ends, and between them every few days or the first of every few months.
"use strict";
{
  const { el } = groundshift;
  const MOST = 9; // days named between the ends
  const DAYS = [1, 2, 7, 14], MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];

  groundshift.axis = function axis(data, words, view) {
    const length = view.last - view.first;
    const label = (day) => (data.origin ? words.short(words.iso(day)) : "");

    function everyFewDays(n) {
      const days = Array.from({ length: Math.ceil(length / n) - 1 }, (_, i) => view.first + (i + 1) * n);
      return days.map((day) => [day, label(day)]);
    }

    function firstsOfMonths() {
      const found = [], start = new Date(words.iso(view.first)), year = start.getUTCFullYear();
      for (let month = start.getUTCMonth() + 1; ; month++) {
        const text = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10), day = words.dayOf(text);
        if (day >= view.last) break;
        found.push([day, month % 12 ? words.month(text) : text.slice(0, 4), year * 12 + month]);
      }
      const every = MONTHS.find((n) => found.length / n <= MOST) || 1200;
      return found.filter(([, , count]) => count % every === 0);
    }

    function between() {
      if (!data.origin) return [];
      const n = DAYS.find((each) => length / each <= MOST);
      return n ? everyFewDays(n) : firstsOfMonths();
    }

    const named = between();
    const labels = [
      el("span", { class: "end" }, label(view.first)),
      el("span", { class: "end last" }, label(view.last)),
      ...named.map(([day, text]) => el("span", { "--at": String((day - view.first) / length) }, text)),
    ];
    const node = el("div", { class: "ends", "aria-hidden": "true" }, labels);

    // A label gives way to those before it in the list; asked for only when the width has changed.
    function fit() {
      const taken = [];
      for (const each of labels) {
        const from = each.offsetLeft - (each.classList.contains("end") ? 0 : each.offsetWidth / 2), to = from + each.offsetWidth;
        const free = taken.every(([left, right]) => to + 10 < left || from > right + 10);
        each.style.visibility = free ? "" : "hidden";
        if (free) taken.push([from, to]);
      }
    }

    new ResizeObserver(fit).observe(node);
    return { node, days: named.map(([day]) => day) };
  };
}
