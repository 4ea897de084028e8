// Hears which place a reader chose on the map. The map tells whatever page it is framed in; only its own frame is believed.
export default function ({ setStateValue, parentElement }) {
  const heard = parentElement.heard || (parentElement.heard = { place: null, told: setStateValue });
  heard.told = setStateValue;
  if (heard.listening) return;
  heard.listening = (event) => {
    const frame = document.querySelector(".st-key-map iframe");
    if (!frame || event.source !== frame.contentWindow || event.data?.groundshift !== "view") return;
    const place = typeof event.data.place === "string" ? event.data.place : null;
    if (place === heard.place) return;
    heard.place = place;
    heard.told("place", place);
  };
  window.addEventListener("message", heard.listening);
  return () => {
    window.removeEventListener("message", heard.listening);
    delete heard.listening;
  };
}
