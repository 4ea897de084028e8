// What is shown now: the day, the chosen place, the unit of area. One value, told to all parts when it changes, and kept
// in the address (#date=2022-09-10&place=gn:1) so that a link opens the same view, from disk too.
"use strict";
{
  groundshift.view = function view(data, words) {
    const first = data.steps.length ? data.steps[0] : 0;
    const last = data.steps.length ? data.steps[data.steps.length - 1] : 0;
    const keys = new Map(data.places.map((place, index) => [place.key, index]));
    const listeners = [];
    let state = { day: Math.min(Math.max(data.start || 0, first), last), place: null, unit: "km2", ...fromAddress() };

    function fromAddress() {
      const asked = new URLSearchParams(location.hash.slice(1));
      const found = {};
      if (data.origin && /^\d{4}-\d{2}-\d{2}$/.test(asked.get("date") || "")) {
        const day = words.dayOf(asked.get("date"));
        if (Number.isFinite(day)) found.day = Math.min(Math.max(day, first), last);
      }
      if (keys.has(asked.get("place"))) found.place = keys.get(asked.get("place"));
      if (["km2", "sqmi"].includes(asked.get("unit"))) found.unit = asked.get("unit");
      return found;
    }

    function toAddress() {
      // A frame without an address of its own (about:srcdoc) would write into its parent's.
      if (!/^(file|https?):$/.test(location.protocol) || !data.origin) return;
      const parts = [`date=${words.iso(state.day)}`];
      if (state.place !== null) parts.push(`place=${encodeURIComponent(data.places[state.place].key)}`);
      if (state.unit !== "km2") parts.push(`unit=${state.unit}`);
      try {
        history.replaceState(null, "", `#${parts.join("&")}`);
      } catch (error) {
        // A sandboxed frame may not; the view works without.
      }
    }

    function set(change) {
      const before = state;
      state = { ...state, ...change };
      state.day = Math.min(Math.max(state.day, first), last);
      if (Object.keys(state).every((name) => state[name] === before[name])) return;
      toAddress();
      for (const listener of listeners) listener(state, before);
    }

    function step(direction) {
      const next = direction > 0 ? data.steps.find((day) => day > state.day) : data.steps.filter((day) => day < state.day).pop();
      if (next !== undefined) set({ day: next });
    }

    window.addEventListener("hashchange", () => set(fromAddress()));
    return { get: () => state, set, step, first, last, on: (listener) => listeners.push(listener) };
  };
}
