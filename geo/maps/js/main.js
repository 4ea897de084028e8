// Puts the page together: reads the story's values, lays out the panels, answers the keyboard.
"use strict";
{
  const { el } = groundshift;
  const SMALL = window.matchMedia("(max-width: 900px)");
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const PANES = { land: 200, ground: 210, front: 212, borders: 220, dots: 600, names: 610, pins: 620 };

  groundshift.start = async function start(map) {
    const data = await groundshift.unpack();
    const words = groundshift.words(data);
    const view = groundshift.view(data, words);
    const { say } = words;
    const [west, south, east, north] = data.base.focus;
    const focus = L.latLngBounds([south, west], [north, east]);

    for (const [name, level] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(level);
    for (const name of ["land", "ground", "front", "borders", "dots"]) map.getPane(name).style.pointerEvents = "none";
    map.options.anchor = anchorOf(focus.getCenter());

    const marks = groundshift.marks(map, data, words, view, choose);
    const names = groundshift.names(map, data, view, marks);
    const base = groundshift.base(map, data);
    const ground = groundshift.ground(map, data, view);
    const story = groundshift.story(data, words, view, choose);
    const notices = groundshift.notices(words);
    const detail = groundshift.detail(data, words, view, notices.copy);
    const figures = groundshift.figures(data, words, view, ground);
    const switches = groundshift.switches(map, data, words, view);
    const legend = groundshift.legend(data, words, view, marks, ground, switches);
    const exporting = groundshift.exports(map, data, words, view, ground, names, legend, notices);
    const parts = [story, figures, legend, exporting].filter(Boolean);
    const tabs = el("nav", { class: "tabs", "aria-label": say("map.panels") }, parts.map(({ node }) =>
      el("button", { type: "button", "aria-expanded": "false", "aria-controls": node.id, "data-sheet": node.id, onclick: () => open(node.id) }, say({ figures: "map.figures_button", exports: "map.exports_button" }[node.id] || `map.${node.id}`))));
    const credit = el("p", { class: "credit" }, [
      data.origin ? say(data.drawn.length && !data.reports.length ? "credit.drawn" : "credit.machine", { date: words.date(words.iso(view.last)) }) : say("credit.machine_undated"), say("credit.base"), say("credit.leaflet"),
      data.tiles && say("credit.tiles", { host: data.tiles }),
    ].filter(Boolean).join(" "));
    const timebar = groundshift.timebar(data, words, view, tabs, credit);
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", say("map.map_label"));
    const stage = el("main", { class: "stage" });
    container.before(stage);
    document.querySelector(".opening").remove();
    stage.append(story.node, timebar.node, el("div", { class: "right" }, figures && figures.node, detail.node, legend.node), container, exporting.node, notices.node);

    L.control.zoom({ position: "topleft", zoomInTitle: say("map.zoom_in"), zoomOutTitle: say("map.zoom_out") }).addTo(map);
    exporting.control().addTo(map);
    if (data.tiles) L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
    let scale = null;
    measure(view.get());
    edges();
    frame();
    groundshift.position(map, view);
    map.on("resize", reach);
    new ResizeObserver(edges).observe(timebar.node);
    const sized = new ResizeObserver(names.measure); // names keep clear of the panels
    for (const panel of stage.querySelectorAll(".panel")) sized.observe(panel);

    // The sheets and Leaflet's controls keep clear of the header and the time bar, however high these are.
    function edges() {
      const root = document.documentElement.style;
      root.setProperty("--high", `${story.node.firstChild.offsetHeight}px`);
      root.setProperty("--low", `${timebar.node.offsetHeight}px`);
    }

    function anchorOf(center) {
      const point = L.CRS.EPSG3857.latLngToPoint(center, 0);
      return [point.x, point.y];
    }

    function measure({ unit }) {
      if (scale) scale.remove();
      scale = L.control.scale({ position: "bottomleft", metric: unit === "km2", imperial: unit === "sqmi", maxWidth: 120 }).addTo(map);
    }

    // What the panels cover, and a name beside the outermost pin, so that the story stands in what is left.
    function covered() {
      const low = timebar.node.offsetHeight + 16;
      if (SMALL.matches) return { paddingTopLeft: [60, story.node.firstChild.offsetHeight + 24], paddingBottomRight: [64, low + detail.node.offsetHeight + 24] };
      const left = story.node.classList.contains("folded") ? 60 : story.node.offsetWidth + 40;
      return { paddingTopLeft: [left + 30, 40], paddingBottomRight: [410, low + 30] };
    }

    function reach() {
      const [w, s, e, n] = data.base.reach, all = L.latLngBounds([s, w], [n, e]);
      map.setMinZoom(0);
      map.setMinZoom(Math.min(map.getBoundsZoom(all, true), map.getZoom()));
      map.setMaxBounds(all);
    }

    function frame() {
      const world = east - west > 300; // of which the panels may cover the seas
      map.fitBounds(focus, { ...(world ? { padding: [8, 8] } : covered()), maxZoom: 10, animate: false });
      reach();
    }

    // On paper, as wide as A4 within its margins, stands what is in sight.
    let moved = null;
    function paper() {
      const { paddingTopLeft, paddingBottomRight } = covered(), { at } = view.get();
      const seen = L.latLngBounds(map.containerPointToLatLng(paddingTopLeft), map.containerPointToLatLng(map.getSize().subtract(paddingBottomRight)));
      moved = { at, center: map.getCenter(), zoom: map.getZoom() };
      shape("718px", "567px");
      map.fitBounds(seen, { animate: false });
    }

    function screen() {
      shape("", "");
      map.setView(moved.center, moved.zoom, { animate: false });
      view.set({ at: moved.at });
    }

    function shape(width, height) {
      Object.assign(container.style, { width, height });
      map.invalidateSize({ animate: false, pan: false });
    }

    window.addEventListener("beforeprint", paper);
    window.addEventListener("afterprint", screen);

    // A row leads to its sign, a sign to its row; both open the place.
    function choose(index, from) {
      view.set({ place: index });
      const place = data.places[index];
      if (SMALL.matches && from === "list") open(null);
      const point = L.latLng(place.lat, place.lon), edge = covered();
      if (from === "map") return map.panInside(point, { ...edge, animate: !STILL.matches });
      const zoom = ["settlement", "facility"].includes(place.level) ? Math.max(map.getZoom(), 9) : map.getZoom();
      const middle = edge.paddingTopLeft.map((before, i) => (edge.paddingBottomRight[i] - before) / 2);
      const target = map.unproject(map.project(point, zoom).add(middle), zoom);
      if (STILL.matches) map.setView(target, zoom, { animate: false });
      else map.flyTo(target, zoom, { duration: 0.7 });
    }

    // On a small screen one panel at a time rises over the map.
    function open(id) {
      const now = document.documentElement.dataset.sheet === id ? null : id;
      if (now === null) delete document.documentElement.dataset.sheet;
      else document.documentElement.dataset.sheet = now;
      for (const tab of tabs.children) tab.setAttribute("aria-expanded", String(tab.dataset.sheet === now));
      if (now !== null) view.set({ place: null });
      if (now === "story") story.start();
    }

    view.on((state, before) => {
      if (state.day !== before.day || state.place !== before.place || state.known !== before.known) {
        marks.draw();
        names.draw();
      }
      if (state.place !== null && state.place !== before.place) {
        const tab = document.documentElement.dataset.sheet;
        if (tab) open(tab);
      }
      if (state.names !== before.names) names.draw();
      if (state.unit !== before.unit) measure(state);
    });
    DARK.addEventListener("change", () => {
      base.repaint();
      ground.repaint();
      marks.draw();
      legend.update();
    });
    window.addEventListener("keydown", (event) => keyed(event), { capture: true });

    function keyed(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || !view.steps().length) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest("select, textarea, input:not([type=range])")) return;
      // Whoever came to the map by keyboard moves the map with the arrows; elsewhere they move time.
      const onMap = target === container && target.matches(":focus-visible");
      const act = {
        ArrowRight: () => (event.shiftKey ? view.set({ day: view.get().day + 1 }) : view.step(1)),
        ArrowLeft: () => (event.shiftKey ? view.set({ day: view.get().day - 1 }) : view.step(-1)),
        Home: () => view.set({ day: view.first }),
        End: () => view.set({ day: view.last }),
      }[event.key];
      if (act && !onMap) timebar.jump(act);
      else if (event.key === " " && !target.closest("button, summary, a, [role=button]")) timebar.toggle();
      else if (event.key === "Escape") {
        view.set({ place: null });
        exporting.show(false);
        if (document.documentElement.dataset.sheet) open(document.documentElement.dataset.sheet);
        return;
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }

    for (const part of [story, detail, figures, switches, timebar, exporting].filter(Boolean)) part.start();
    legend.update();
    groundshift.bus(data, words, view);
    document.documentElement.dataset.ready = "true";
  };
}
