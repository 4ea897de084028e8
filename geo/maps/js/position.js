// Where the map stands, kept in the view from the reader's first move on, so that a link opens there.
"use strict";
{
  groundshift.position = function position(map, view) {
    const here = () => {
      const { lat, lng } = map.getCenter().wrap();
      return `${lat.toFixed(4)},${lng.toFixed(4)},${map.getZoom()}`;
    };

    function go(at) {
      const [lat, lon, zoom] = at.split(",").map(Number);
      if (Math.abs(lat) <= 85 && Math.abs(lon) <= 180) map.setView([lat, lon], Math.min(Math.max(zoom, map.getMinZoom()), map.getMaxZoom()), { animate: false });
    }

    if (view.get().at !== null) go(view.get().at);
    let last = here();
    map.on("moveend", () => {
      if (here() === last) return;
      last = here();
      view.set({ at: last });
    });
    view.on((state, before) => {
      if (state.at !== before.at && state.at !== null && state.at !== last) go(state.at);
    });
  };
}
