// Copying text, and telling the reader that it was done. Works in a file from disk and in a frame without the right to copy.
"use strict";
{
  const { el } = groundshift;
  const STAYS = 2500; // milliseconds that a message stays

  groundshift.notices = function notices(words) {
    const node = el("div", { class: "notice", role: "status", "aria-live": "polite" });
    let timer = null;

    function tell(...content) {
      clearTimeout(timer);
      node.replaceChildren(...content);
      timer = setTimeout(() => !node.contains(document.activeElement) && node.replaceChildren(), content.some((part) => part instanceof Element) ? 20000 : STAYS);
    }

    // As a last resort the text stands there to be marked and copied by hand.
    function byHand(text) {
      const field = el("textarea", { readonly: true, rows: "4", "aria-label": words.say("exports.copy_by_hand") });
      field.value = text;
      tell(el("p", null, words.say("exports.copy_by_hand")), field);
      field.select();
    }

    function oldWay(text) {
      const back = document.activeElement, field = el("textarea", { readonly: true, class: "unseen" });
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (back) back.focus({ preventScroll: true });
      return done;
    }

    async function copy(text, done) {
      try {
        await navigator.clipboard.writeText(text);
      } catch (error) {
        if (!oldWay(text)) return byHand(text);
      }
      tell(done);
    }

    return { node, tell, copy };
  };
}
