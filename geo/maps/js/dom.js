// Building the page. Every text from outside becomes a text node or an attribute here, never markup.
"use strict";
const groundshift = {};
{
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, props, children) {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name.startsWith("--")) node.style.setProperty(name, value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  // An HTML element: el("p", {class: "note", onclick: f}, "text", otherElement).
  groundshift.el = (tag, props, ...children) => fill(document.createElement(tag), props, children);

  groundshift.svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

  // A small sign from one path, for buttons whose label says the same in words.
  groundshift.icon = (path) =>
    groundshift.svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, groundshift.svg("path", { d: path }));

  // A few choices side by side, one of them pressed: choice("Unit", {km2: "km²", …}, chosen) gives {node, press}.
  groundshift.choice = (label, options, chosen, title) => {
    const buttons = Object.entries(options).map(([name, text]) =>
      groundshift.el("button", { type: "button", "data-name": name, "aria-pressed": "false", onclick: () => chosen(name) }, text));
    return {
      node: groundshift.el("div", { class: "choice", role: "group", "aria-label": label, title }, buttons),
      press: (name) => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.name === name))),
    };
  };

  // The last row whose first value is not above `day`; rows ascend. Undefined before the first.
  groundshift.at = (rows, day, key = 0) => {
    let low = 0, high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle][key] <= day) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1];
  };
}
