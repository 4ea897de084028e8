// What is shown, as rows and files: the claims up to the day, the areas, the ground. Columns are named as on the command line.
"use strict";
{
  const FORMULA = /^[\s\ufeff]*[=+\-@\t\r|%＝＋－＠]/, NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
  const PINNED = ["settlement", "facility"];
  const KM2 = 10; // areas are given to a tenth of a square kilometre

  // A cell that no spreadsheet runs as a formula: a text that looks like one gets an apostrophe, numbers stay numbers.
  groundshift.csvCell = (value) => {
    if (value === null || value === undefined) return "";
    const text = String(value);
    const safe = typeof value === "string" && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return /[",\r\n]|^ | $/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  groundshift.csv = (rows) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((cells) => `${cells.map(groundshift.csvCell).join(",")}\r\n`).join("");
  };

  groundshift.rows = function rows(data, words, view, ground) {
    const { say } = words;
    const placeOf = new Map(data.places.flatMap((place) => place.claims.map((claim) => [claim, place])));
    const nameOf = new Map(data.unplaced.map(({ name, claim }) => [claim, name]));
    const side = (index) => (index === null ? null : data.sides[index].name);
    const km2 = (value) => (value === null || value === undefined ? null : Math.round(value * KM2) / KM2);

    const heard = (report) => view.get().known === "now" || !report.published || words.dayOf(report.published) <= view.get().day;

    // What every output says of itself.
    function stamp() {
      const reports = data.reports.filter(heard);
      const asOf = reports.map((report) => report.published).filter(Boolean).sort().pop() || null;
      const names = [...new Set(reports.map((report) => report.outlet).filter(Boolean))].sort();
      const outlets = names.length ? say("exports.outlets", { names: names.join(", ") }) : "";
      return { status: say("exports.status"), data_as_of: asOf, credit: words.count("exports.credit", reports.length, { outlets, date: asOf || say("detail.not_known") }),
        sources: reports.map(({ title, outlet, published, url }) => ({ title, outlet, published, url })) };
    }

    function stamped(found) {
      const { status, data_as_of, credit } = stamp();
      return found.map((row) => ({ ...row, status, data_as_of, credit }));
    }

    function claims() {
      const { day } = view.get();
      return data.claims.flatMap((c, index) => {
        if ((c.day !== null && c.day > day) || view.unheard(c)) return [];
        const place = placeOf.get(index), report = data.reports[c.report] || {};
        const [date, from, to, edtf] = c.when;
        return [{
          type: "claim", id: c.id ?? null, place: place ? place.name : nameOf.get(index) ?? null, geonameid: place?.geonameid ?? null, region: place?.region ?? null,
          lat: place?.lat ?? null, lon: place?.lon ?? null, level: place?.level ?? null, event: c.event, denied_event: c.denied, actor: side(c.actor), claimant: c.claimant,
          stance: c.stance, background: c.background, date, date_from: from, date_to: to, date_edtf: edtf, said: c.said, published: c.published,
          outlet: report.outlet ?? null, title: report.title ?? null, url: report.url ?? null, quote: c.quote, corrected: c.corrected.join("; ") || null,
          belied_on: view.belied(c) ? words.iso(c.refuted) : null,
        }];
      });
    }

    function areas() {
      const { day } = view.get(), since = words.iso(view.since()), until = words.iso(day);
      const held = view.ledger().totals.filter((total) => total.day <= day).flatMap((total) => total.held.map(([index, central, low, high]) => (
        { measure: "held", since: null, until: words.iso(total.day), side: side(index), low_km2: km2(low), central_km2: km2(central), high_km2: km2(high) })));
      const changed = held.length ? ground.compare(view.since(), day).filter((row) => row.side !== null).flatMap(({ side: index, gained, lost }) => (
        [["gained", gained], ["lost", lost], ["net", gained - lost]].map(([measure, central]) => ({ measure, since, until, side: side(index), central_km2: km2(central) })))) : [];
      const reported = data.figures.filter((figure) => figure.day === null || figure.day <= day).map((figure) => (
        { measure: figure.change, since: figure.since, until: figure.until, side: side(figure.actor), region: figure.region, central_km2: km2(figure.ours),
          reported_km2: km2(figure.km2), claimant: figure.claimant, ratio: figure.ratio, scope: figure.scope, quote: figure.quote }));
      const all = ["measure", "since", "until", "side", "region", "low_km2", "central_km2", "high_km2", "reported_km2", "claimant", "ratio", "scope", "quote"];
      return [...held, ...changed, ...reported].map((row) => ({ ...Object.fromEntries(all.map((name) => [name, row[name] ?? null])), method: data.method }));
    }

    function collection() {
      const { day } = view.get();
      const points = claims().map(({ lat, lon, ...properties }) => ({
        type: "Feature", geometry: PINNED.includes(properties.level) ? { type: "Point", coordinates: [lon, lat] } : null, properties: { layer: "claims", lat, lon, ...properties },
      }));
      const layer = view.get().compare ? { layer: "difference", since: words.iso(view.since()) } : { layer: "territory" };
      const shapes = ground.features().map(({ polygons, side: index, kind, km2: area }) => ({
        type: "Feature", geometry: { type: "MultiPolygon", coordinates: polygons },
        properties: { ...layer, date: words.iso(day), controller: kind === "possible" ? null : side(index), may_hold: kind === "possible" ? side(index) : null, kind, km2: km2(area) },
      }));
      return { type: "FeatureCollection", groundshift: stamp(), features: [...points, ...shapes] };
    }

    return {
      stamp,
      claims: () => groundshift.csv(stamped(claims())),
      areas: () => groundshift.csv(stamped(areas())),
      geojson: () => `${JSON.stringify(collection())}\n`,
    };
  };
}
