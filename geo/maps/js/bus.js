// What the map tells the page that frames it, and what that page may ask: the day, the place, the reading. Nothing else is heard.
"use strict";
{
  groundshift.bus = function bus(data, words, view) {
    if (window.parent === window) return;
    const places = new Map(data.places.map((place, index) => [place.key, index]));

    function tell() {
      const { day, known, place } = view.get();
      const chosen = place === null ? null : data.places[place];
      window.parent.postMessage({
        groundshift: "view", day: data.origin ? words.iso(day) : null, known,
        place: chosen && chosen.key, claims: chosen ? chosen.claims.map((index) => data.claims[index].id) : [],
      }, "*");
    }

    window.addEventListener("message", ({ source, data: asked }) => {
      if (source !== window.parent || !asked || asked.groundshift !== "show") return;
      const change = {};
      if (data.origin && /^\d{4}-\d{2}-\d{2}$/.test(asked.day)) change.day = words.dayOf(asked.day);
      if (asked.place === null || places.has(asked.place)) change.place = asked.place === null ? null : places.get(asked.place);
      if (asked.known === "now" || (asked.known === "then" && view.replays)) change.known = asked.known;
      if (Number.isNaN(change.day)) delete change.day;
      view.set(change);
    });
    view.on((state, before) => ["day", "known", "place"].some((name) => state[name] !== before[name]) && tell());
    tell();
  };
}
