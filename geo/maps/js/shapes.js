// The signs of events. The shape says what happened, the fill says who: full when it is confirmed, hollow when it is claimed.
"use strict";
{
  const star = Array.from({ length: 16 }, (_, i) => {
    const r = i % 2 ? 4 : 9, a = (i * Math.PI) / 8;
    return `${(r * Math.sin(a)).toFixed(1)},${(-r * Math.cos(a)).toFixed(1)}`;
  }).join("L");
  const PATHS = {
    liberated: "M0,-7.5A7.5,7.5 0 1 1 0,7.5A7.5,7.5 0 1 1 0,-7.5Z",
    captured: "M-6.8,-6.8H6.8V6.8H-6.8Z",
    entered: "M0,-8.5L8,6.5H-8Z",
    withdrew: "M0,8.5L8,-6.5H-8Z",
    contested: "M-8,-5L-5,-8L0,-3L5,-8L8,-5L3,0L8,5L5,8L0,3L-5,8L-8,5L-3,0Z",
    advancing: "M-8,-7H0L8,0L0,7H-8L-2.5,0Z",
    held: "M-7,-7.5H7V0.5Q7,6 0,8.5Q-7,6 -7,0.5Z",
    shelled: `M${star}Z`,
    denied: "M0,-8A8,8 0 1 1 0,8A8,8 0 1 1 0,-8ZM0,-4.6A4.6,4.6 0 0 0 -3.9,2.4L2.4,-3.9A4.6,4.6 0 0 0 0,-4.6ZM3.9,-2.4L-2.4,3.9A4.6,4.6 0 0 0 3.9,-2.4Z",
  };

  // `colour` is a side's; without one the sign is grey. `standing` says how sure it is: "firm", "claimed", or "refuted" for what
  // later words belied, which is struck through; true and false stand for the first two.
  groundshift.shape = (event, colour, standing, size = 22) =>
    groundshift.svg(
      "svg",
      { viewBox: "-12 -12 24 24", width: size, height: size, class: standing === true || standing === "firm" ? "shape firm" : standing === "refuted" ? "shape refuted" : "shape", "aria-hidden": "true", "--side": colour || "var(--grey)" },
      groundshift.svg("path", { class: "halo", d: PATHS[event] }),
      groundshift.svg("path", { class: "sign", d: PATHS[event] }),
      standing === "refuted" && groundshift.svg("path", { class: "strike", d: "M-10,10L10,-10" }),
    );
}
