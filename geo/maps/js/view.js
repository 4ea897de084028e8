// What is shown now: one value, told to all parts when it changes, and kept in the address so that a link opens the same
// view, from disk too (#date=2022-09-10&known=then&since=2022-09-01&compare=1&place=gn:1&unit=sqmi&off=names&names=local&at=49.2,37.3,8).
"use strict";
{
  const LAYERS = ["ground", "front", "events", "names", "base"];
  const EVERY = 250; // milliseconds between two writes of the address: browsers refuse more than 200 in half a minute

  groundshift.view = function view(data, words) {
    const { ledgers } = data;
    const all = [ledgers.now, ledgers.then].filter(Boolean).flatMap(({ steps: days }) => [days[0], days.at(-1)]).filter((day) => day !== undefined);
    const first = Math.min(...(all.length ? all : [0])), last = Math.max(...(all.length ? all : [0]));
    // Changes are counted from the eve of the first day, or from that day where nobody is known to have held ground before.
    const { now } = data.ground, eve = now.length && !now.some(([spell]) => spell && spell[0] < first && spell[1] !== null) ? first : first - 1;
    const keys = new Map(data.places.map((place, index) => [place.key, index]));
    const listeners = [];
    const plain = { place: null, unit: "km2", known: "now", since: null, compare: false, hidden: "", names: "en", at: null };
    let state = { day: clamp(data.start || 0), ...plain, ...fromAddress(location.hash) };
    let written = 0, waiting = null;

    function clamp(day) {
      return Math.min(Math.max(day, first), last);
    }

    function dayIn(text) {
      if (!data.origin || !/^\d{4}-\d{2}-\d{2}$/.test(text || "")) return null;
      const day = words.dayOf(text);
      return Number.isFinite(day) ? day : null;
    }

    function fromAddress(hash) {
      const asked = new URLSearchParams(hash.slice(1));
      const found = {}, day = dayIn(asked.get("date")), since = dayIn(asked.get("since"));
      if (day !== null) found.day = clamp(day);
      if (since !== null) found.since = Math.min(Math.max(since, eve), last);
      if (asked.get("known") === "then" && ledgers.then) found.known = "then";
      if (asked.get("compare") === "1") found.compare = true;
      if (keys.has(asked.get("place"))) found.place = keys.get(asked.get("place"));
      if (asked.get("names") === "local") found.names = "local";
      if (["km2", "sqmi"].includes(asked.get("unit"))) found.unit = asked.get("unit");
      const off = (asked.get("off") || "").split(",");
      found.hidden = LAYERS.filter((name) => off.includes(name)).join();
      if (/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?$/.test(asked.get("at") || "")) found.at = asked.get("at");
      return found;
    }

    function fragment() {
      const { day, known, since, compare, place, unit, hidden, names, at } = state;
      return "#" + [
        `date=${words.iso(day)}`,
        known !== "now" && `known=${known}`,
        since !== null && `since=${words.iso(since)}`,
        compare && "compare=1",
        place !== null && `place=${encodeURIComponent(data.places[place].key)}`,
        unit !== "km2" && `unit=${unit}`,
        hidden && `off=${hidden}`,
        names !== "en" && `names=${names}`,
        at && `at=${at}`,
      ].filter(Boolean).join("&");
    }

    // The address is replaced, never added to: the back button leads out of the page, not through every day.
    function toAddress() {
      // A frame without an address of its own (about:srcdoc) would write into its parent's.
      if (!/^(file|https?):$/.test(location.protocol) || !data.origin || waiting !== null) return;
      waiting = setTimeout(() => {
        waiting = null;
        written = performance.now();
        try {
          history.replaceState(null, "", fragment());
        } catch (error) {
          // A sandboxed frame may not; the view works without.
        }
      }, Math.max(0, written + EVERY - performance.now()));
    }

    function set(change) {
      const before = state;
      state = { ...state, ...change };
      state.day = clamp(state.day);
      if (Object.keys(state).every((name) => state[name] === before[name])) return;
      toAddress();
      for (const listener of listeners) listener(state, before);
    }

    const ledger = () => ledgers[state.known];
    const steps = () => ledger().steps;

    function step(direction) {
      const next = direction > 0 ? steps().find((day) => day > state.day) : steps().filter((day) => day < state.day).pop();
      if (next !== undefined) set({ day: next });
    }

    const since = () => (state.since === null ? eve : Math.min(state.since, state.day));

    const shown = (layer) => !state.hidden.split(",").includes(layer);
    function show(layer, on) {
      set({ hidden: LAYERS.filter((name) => (name === layer ? !on : !shown(name))).join() });
    }

    // Whether the reader's knowledge is that of the day shown, and something was published only later.
    const unheard = ({ known }) => state.known === "then" && known !== null && known !== undefined && known > state.day;
    const belied = ({ refuted }) => refuted !== null && refuted !== undefined && (state.known === "now" || refuted <= state.day);

    // The event's own address: ours may have been written over it in the meantime.
    window.addEventListener("hashchange", (event) => set({ ...plain, ...fromAddress(new URL(event.newURL).hash) }));
    return { get: () => state, set, step, steps, first, last, eve, ledger, since, shown, show, unheard, belied, fragment, layers: LAYERS, replays: Boolean(ledgers.then), on: (listener) => listeners.push(listener) };
  };
}
