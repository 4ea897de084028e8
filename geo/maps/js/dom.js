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
    for (const child of children.flat()) {
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
