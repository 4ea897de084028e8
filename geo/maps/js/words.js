// What the page says: messages with their gaps filled, dates, areas, and the line for an event.
"use strict";
{
  const DAY = 86400000;
  const KM2_PER_SQ_MI = 2.589988110336;

  groundshift.words = function words(data) {
    const { messages, sides, claims, reports } = data;
    const locale = messages.locale;
    const origin = data.origin ? Date.parse(data.origin) : 0;
    const iso = (day) => new Date(origin + day * DAY).toISOString().slice(0, 10);
    const dayOf = (text) => Math.round((Date.parse(text) - origin) / DAY);
    const year = (day) => iso(day).slice(0, 4);
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
    const plural = new Intl.PluralRules(locale);
    const long = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    // A year goes without saying where the whole story lies in it.
    const { steps } = data.ledgers.then || data.ledgers.now, oneYear = !steps.length || year(steps[0]) === year(steps.at(-1));
    const short = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC", ...(oneYear ? {} : { year: "numeric" }) });
    const monthAlone = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
    const monthYear = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });

    const say = (key, values = {}) =>
      (messages[key] === undefined ? key : messages[key]).replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));
    const count = (key, n, values = {}) => say(`${key}.${plural.select(n)}` in messages ? `${key}.${plural.select(n)}` : `${key}.other`, { n: number.format(n), ...values });
    const date = (text, form = long) => form.format(new Date(text));

    // "8–13 September 2022": what both days share is said once.
    const range = (from, to) => long.formatRange(new Date(from), new Date(to));

    // A date as precisely as it is known: a day, a month, a year, a stretch of days, "about".
    function when([best, earliest, latest, edtf]) {
      if (!best && !earliest && !latest) return say("detail.not_known");
      let text;
      if (/^\d{4}\D?$/.test(edtf || "")) text = edtf.slice(0, 4);
      else if (/^\d{4}-\d{2}\D?$/.test(edtf || "")) text = date(best || earliest || latest, monthYear);
      else if (earliest && latest && earliest !== latest) text = range(earliest, latest);
      else text = date(best || earliest || latest);
      return /[~%]/.test(edtf || "") ? say("time.about", { date: text }) : text;
    }

    // "Liberated by North"; for a denial, what was denied.
    function event(name, actor, denied) {
      if (name === "denied") return say("event.denied", { what: denied ? event(denied, actor, null) : say("event_alone.denied") });
      return actor === null ? say(`event_alone.${name}`) : say(`event.${name}`, { actor: sides[actor].name });
    }

    // Who says it: the person or body quoted, else the outlet.
    function source(claim) {
      if (claim.claimant) return say("map.by_claimant", { claimant: claim.claimant });
      const report = reports[claim.report];
      return report && report.outlet ? say("map.by_outlet", { outlet: report.outlet }) : say("map.by_report");
    }

    // How a place is held, from its spell [day, side, status, basis]: "Held by North, claimed, not confirmed".
    function control([, side, status, basis]) {
      const name = side === null ? null : sides[side].name;
      const kind = status === "contested" ? (name ? "contested_by" : "contested") : name === null ? "unknown" : status;
      return say(`control.${kind}`, { side: name }) + (basis && kind !== "unknown" ? `, ${say(`control.${basis}`)}` : "");
    }

    const happening = (h) => event(h.event, h.actor, claims[h.claims[0]].denied);
    const placeName = (place, part) => (part ? say("map.part", { part, place: place.name }) : place.name);
    const inUnit = (km2, unit) => number.format(unit === "sqmi" ? km2 / KM2_PER_SQ_MI : km2);
    const area = (km2, unit) => `${inUnit(km2, unit)}\u00a0${say(`figures.${unit}`)}`;
    const interval = (low, high, unit) => say("figures.interval", { low: inUnit(low, unit), high: inUnit(high, unit) });
    const change = (km2, unit) => {
      const text = inUnit(Math.abs(km2), unit);
      return text === inUnit(0, unit) ? "0" : (km2 < 0 ? "\u2212" : "+") + text;
    };
    const coordinate = (degrees) => degrees.toFixed(4);

    return { say, count, number: (n) => exact.format(n), iso, dayOf, date, short: (text) => date(text, short), month: (text) => date(text, monthAlone), range, when, event, source, control, happening, placeName, inUnit, area, interval, change,
      percent: (ratio) => percent.format(ratio), coordinate };
  };
}
