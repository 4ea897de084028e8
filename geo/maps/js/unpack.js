// The story's values as geo/maps/pack.py packed them, with columns made rows again.
"use strict";
{
  const MICRO = 1e5, DAY = 864e5;

  // A column is a list; or the distinct values and where each stands (0: the only one, everywhere); or steps from one to the next.
  function values(column, n) {
    if (Array.isArray(column)) return column;
    if (column.steps) return summed(column.steps);
    return column.at === 0 ? Array(n).fill(column.of[0]) : column.at.map((i) => column.of[i]);
  }

  function summed(steps) {
    let sum = 0;
    return steps.map((step) => (sum += step));
  }

  // Each row begins as a copy of one with all its names, those in `more` as well: a browser makes a great many alike fastest.
  function rowsOf({ rows, columns }, more = {}) {
    const blank = { ...columns, ...more }, found = Array.from({ length: rows }, () => ({ ...blank }));
    for (const [name, column] of Object.entries(columns)) {
      const own = values(column, rows);
      for (let i = 0; i < rows; i++) found[i][name] = own[i];
    }
    return found;
  }

  function placesOf(table) {
    const found = rowsOf(table, { geonameid: null, claims: null });
    for (const place of found) {
      place.geonameid = place.key.startsWith("gn:") ? Number(place.key.slice(3)) : null;
      place.lat /= MICRO;
      place.lon /= MICRO;
      place.claims = [];
    }
    return found;
  }

  // Marks as {place, kind, spells: [[day, happening, firm], …]}.
  function marksOf({ places, kinds, counts, days, happenings, firm }, position) {
    const of = values(happenings), n = of.length, dayOf = values(days, n), firmOf = values(firm, n);
    const placeOf = values(places), kindOf = values(kinds, placeOf.length);
    let at = 0;
    return values(counts, placeOf.length).map((count, i) => ({
      place: placeOf[i], kind: kindOf[i],
      spells: Array.from({ length: count }, () => [dayOf[at], position[of[at]], firmOf[at++]]),
    }));
  }

  // The spells of each group: [[day, side, status, basis, rival], …].
  function spellsOf({ counts, days, states }, known) {
    let at = 0;
    return counts.map((count) => Array.from({ length: count }, () => [days[at], ...known[states[at++]]]));
  }

  groundshift.unpack = async function unpack() {
    const data = { ...JSON.parse(await unfolded("story-data")), ...JSON.parse(await unfolded("story-shapes")) };
    data.places = placesOf(data.places);
    data.claims = rowsOf(data.claims, { when: null, said: null, published: null, day: null, known: null });
    const told = rowsOf(data.happenings, { claims: null, place: null, day: null, event: null, actor: null, part: null, known: null });
    for (const happening of told) happening.claims = [];
    const origin = data.origin && Date.parse(data.origin), days = new Map([[null, null]]);
    const dayOf = (text) => {
      if (!days.has(text)) days.set(text, origin === null ? null : Math.round((Date.parse(text) - origin) / DAY));
      return days.get(text);
    };
    data.claims.forEach((claim, i) => {
      const [best, earliest, latest, edtf, said, published] = claim.times;
      claim.when = [best, earliest, latest, edtf];
      claim.said = said;
      claim.published = published;
      claim.day = dayOf(best || earliest || latest || said || published);
      claim.known = dayOf(published || said);
      if (claim.place < data.places.length) data.places[claim.place].claims.push(i);
      if (claim.happening < told.length) told[claim.happening].claims.push(i);
    });
    for (const happening of told) {
      const first = data.claims[happening.claims[0]];
      for (const name of ["place", "day", "event", "actor", "part", "known"]) happening[name] = first[name];
      for (const i of happening.claims) {
        const { known } = data.claims[i];
        happening.known = known === null || happening.known === null ? null : Math.min(known, happening.known);
      }
    }
    // They come by place and are shown by day, undated last; of one day the most telling first.
    const rank = new Map(data.telling.map((event, i) => [event, i])), last = (day) => (day === null ? Infinity : day);
    const order = told.map((_, i) => i).sort((a, b) => {
      const one = told[a], other = told[b], days = last(one.day) - last(other.day);
      return days || rank.get(one.event) - rank.get(other.event) || a - b;
    });
    const position = [];
    order.forEach((from, to) => { position[from] = to; });
    data.happenings = order.map((i) => told[i]);
    for (const each of data.unplaced) each.candidates = placesOf(each.candidates);

    const { now, then } = data.ledgers, { ground } = data;
    now.marks = marksOf(now.marks, position);
    ground.now = spellsOf(ground.now, ground.states);
    ground.then = ground.then && spellsOf(ground.then, ground.states);
    if (then) { // it names only what differs
      const other = new Map(marksOf(then.marks, position).map((mark) => [mark.place, mark]));
      then.marks = now.marks.map((mark) => other.get(mark.place) || mark);
      then.control = { ...now.control, ...then.control };
    }
    return data;
  };
}
