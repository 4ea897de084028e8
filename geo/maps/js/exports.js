// Taking away what is shown: a link, a picture, tables, shapes, paper. Nothing leaves the computer.
"use strict";
{
  const { el, icon } = groundshift;

  groundshift.exports = function exports_(map, data, words, view, ground, names, legend, notices) {
    const { say } = words;
    const rows = groundshift.rows(data, words, view, ground);
    const note = el("p", { class: "who" });
    const button = (name, act) => el("button", { type: "button", class: "action", "data-take": name, onclick: act }, say(`exports.${name}`));
    // A page inside another has no address that could be passed on.
    const hasAddress = /^(file|https?):$/.test(location.protocol) && data.origin;
    const buttons = [
      hasAddress && button("link", () => notices.copy(location.href.split("#")[0] + view.fragment(), say("exports.link_copied"))),
      button("png", png),
      button("csv", () => save("claims.csv", "text/csv", rows.claims())),
      data.figures.length + view.ledger().totals.length > 0 && button("areas", () => save("areas.csv", "text/csv", rows.areas())),
      button("geojson", () => save("map.geojson", "application/geo+json", rows.geojson())),
      button("print", () => window.print()),
    ];
    const node = el("section", { class: "panel exports", id: "exports", "aria-label": say("exports.title") },
      el("header", null, el("h2", null, say("exports.title"))), el("div", { class: "scroll" }, buttons, note));

    function save(name, type, content) {
      const file = `groundshift-${data.origin ? `${words.iso(view.get().day)}-` : ""}${name}`;
      const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
      const link = el("a", { href: address, download: file });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      notices.tell(say("exports.done", { file }));
    }

    function lines() {
      const { day, unit, known, compare } = view.get();
      if (!data.origin) return [];
      const date = words.date(words.iso(day));
      const total = groundshift.at(view.ledger().totals, day, "day");
      const name = (side) => (side === null ? say("figures.unknown") : data.sides[side].name);
      const areas = compare
        ? ground.compare(view.since(), day).filter((row) => row.side !== null).map((row) => `${name(row.side)} ${words.change(row.gained - row.lost, unit)}\u00a0${say(`figures.${unit}`)}`)
        : total ? total.held.filter(([, km2]) => km2 > 0).map(([side, km2, low, high]) => `${name(side)} ${words.area(km2, unit)}${low !== null && high !== null ? ` (${words.interval(low, high, unit)})` : ""}`) : [];
      const heading = compare ? say("compare.title", { span: words.range(words.iso(view.since()), words.iso(day)) }) : date;
      return [view.replays ? `${heading} \u00b7 ${say("time.known")} ${say(`time.${known}`)}` : heading, areas.join(" \u00b7 ")].filter(Boolean);
    }

    function png() {
      const { status, credit } = rows.stamp();
      const texts = { title: data.title, lines: lines(), credit: [`${status[0].toUpperCase()}${status.slice(1)}. ${credit}`, data.tiles && say("exports.tiles_left_out", { host: data.tiles })].filter(Boolean).join(" ") };
      const sharp = Math.max(2, window.devicePixelRatio || 1);
      const picture = names.everywhere(() => groundshift.picture(map, legend.node, texts, sharp));
      picture.toBlob((blob) => (blob ? save("map.png", "image/png", blob) : notices.tell(say("exports.failed"))), "image/png");
    }

    function update({ day, known }) {
      if (data.origin) note.textContent = say("exports.note", { date: words.date(words.iso(day)), known: `${say("time.known").toLowerCase()} ${say(`time.${known}`)}` });
    }

    // Beside the map's zoom buttons, where there is room; on a small screen the panel has a tab.
    const Opener = L.Control.extend({
      onAdd: () => {
        const open = el("a", { role: "button", href: "#", class: "opener", "aria-expanded": "false", "aria-controls": "exports", "aria-label": say("exports.open"), title: say("exports.open"), onclick: (event) => {
          event.preventDefault();
          show(!node.classList.contains("open"));
        } }, icon("M12 4v11M7 10.5l5 5 5-5M5 20h14"));
        const bar = el("div", { class: "leaflet-bar leaflet-control tools" }, open);
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      },
    });

    function show(on) {
      const opener = document.querySelector(".opener");
      node.classList.toggle("open", on);
      opener.setAttribute("aria-expanded", String(on));
      if (on) buttons.find(Boolean).focus();
      else if (node.contains(document.activeElement)) opener.focus();
    }

    view.on(update);
    return { node, start: () => update(view.get()), show, control: () => new Opener({ position: "topleft" }) };
  };
}
