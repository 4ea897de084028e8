// The present view as one picture: what is drawn on the map, above it title and date, below it legend, scale and credit.
// All of it is painted anew on a canvas, so that it works in a file from disk; tiles from elsewhere may not be copied.
"use strict";
{
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
  const EDGE = 16, LINE = 20;

  // Text broken to a width, and the height it took.
  function write(pen, text, x, y, width, high = LINE) {
    let line = "", top = y;
    for (const word of text.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (line && pen.measureText(longer).width > width) {
        pen.fillText(line, x, top);
        top += high;
        line = word;
      } else line = longer;
    }
    pen.fillText(line, x, top);
    return top + high - y;
  }

  // One of the signs of shapes.js, as it looks on the page, about a middle.
  function sign(pen, svg, x, y, size) {
    pen.save();
    pen.translate(x, y);
    pen.scale(size / 24, size / 24);
    for (const part of svg.querySelectorAll("path")) {
      const style = getComputedStyle(part), path = new Path2D(part.getAttribute("d"));
      pen.lineWidth = parseFloat(style.strokeWidth);
      pen.lineJoin = style.strokeLinejoin;
      pen.lineCap = style.strokeLinecap;
      pen.strokeStyle = style.stroke;
      pen.fillStyle = style.fill;
      if (style.fill !== "none") pen.fill(path, style.fillRule);
      if (style.stroke !== "none") pen.stroke(path);
    }
    pen.restore();
  }

  function label(pen, node, corner, colour) {
    const box = node.getBoundingClientRect(), style = getComputedStyle(node), svg = node.querySelector("svg");
    const x = box.left - corner.left, y = box.top - corner.top, middle = y + box.height / 2;
    if (svg) {
      pen.fillStyle = colour("paper");
      pen.fillRect(x, y, box.width, box.height);
      sign(pen, svg, x + 13, middle, 18);
    }
    pen.font = `${style.fontWeight} ${style.fontSize} ${FONT}`;
    pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
    pen.textBaseline = "middle";
    pen.lineWidth = 3.5;
    pen.strokeStyle = colour("land");
    pen.fillStyle = style.color;
    const from = x + (svg ? 27 : 0);
    if (!svg) pen.strokeText(node.textContent, from, middle);
    pen.fillText(node.textContent, from, middle);
    pen.letterSpacing = "0px";
  }

  const seen = (node) => node.getClientRects().length > 0;

  function drawMap(pen, container, colour) {
    const corner = container.getBoundingClientRect();
    pen.fillStyle = colour("sea");
    pen.fillRect(0, 0, corner.width, corner.height);
    const panes = [...container.querySelectorAll(".leaflet-map-pane > .leaflet-pane")].filter((pane) => !pane.hidden);
    panes.sort((a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex));
    for (const pane of panes) {
      for (const canvas of pane.querySelectorAll("canvas")) {
        const box = canvas.getBoundingClientRect();
        if (!seen(canvas) || !canvas.width || !canvas.height) continue;
        pen.globalAlpha = Number(getComputedStyle(pane).opacity);
        pen.drawImage(canvas, box.left - corner.left, box.top - corner.top, box.width, box.height);
        pen.globalAlpha = 1;
      }
      for (const svg of pane.querySelectorAll(".mark svg.shape")) {
        const box = svg.getBoundingClientRect();
        sign(pen, svg, box.left - corner.left + box.width / 2, box.top - corner.top + box.height / 2, box.width);
      }
      for (const dot of pane.querySelectorAll(".dot")) {
        const box = dot.getBoundingClientRect();
        pen.fillStyle = getComputedStyle(dot).backgroundColor;
        pen.beginPath();
        pen.arc(box.left - corner.left + box.width / 2, box.top - corner.top + box.height / 2, box.width / 2, 0, 2 * Math.PI);
        pen.fill();
      }
      for (const name of pane.querySelectorAll(".name")) label(pen, name, corner, colour);
    }
  }

  function drawScale(pen, container, height, colour) {
    const line = container.querySelector(".leaflet-control-scale-line");
    if (!line) return;
    const wide = line.offsetWidth, x = EDGE, y = height - EDGE;
    pen.strokeStyle = pen.fillStyle = colour("ink");
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, y - 6);
    pen.lineTo(x, y);
    pen.lineTo(x + wide, y);
    pen.lineTo(x + wide, y - 6);
    pen.stroke();
    pen.font = `12px ${FONT}`;
    pen.textBaseline = "alphabetic";
    pen.fillText(line.textContent, x + 5, y - 5);
  }

  // The legend's entries side by side, as many as the width takes; gives the height.
  function drawLegend(pen, legend, top, width, colour, paint) {
    let x = EDGE, y = top;
    pen.textBaseline = "middle";
    for (const node of legend.querySelectorAll("h3, li")) {
      const heading = node.tagName === "H3";
      if (heading && (x > EDGE || y > top)) {
        x = EDGE;
        y += LINE + (y > top ? 6 : 0);
      }
      pen.font = `${heading ? 600 : 400} 12.5px ${FONT}`;
      const signs = [...node.querySelectorAll("svg.shape, canvas, .swatch, .minor")];
      const wide = signs.length * 24 + pen.measureText(node.textContent).width + 22;
      if (x > EDGE && x + wide > width - EDGE) {
        x = EDGE;
        y += LINE;
      }
      if (paint) {
        signs.forEach((each, i) => {
          const middle = x + 10 + 24 * i;
          if (each.matches("svg")) sign(pen, each, middle, y, 18);
          else if (each.matches("canvas")) pen.drawImage(each, middle - 10, y - 7, 21, 14);
          else {
            pen.fillStyle = getComputedStyle(each).backgroundColor;
            pen.fillRect(middle - 6, y - 6, 12, 12);
          }
        });
        pen.fillStyle = heading ? colour("muted") : colour("ink");
        pen.fillText(node.textContent, x + signs.length * 24, y);
      }
      x += wide;
      if (heading) {
        x = EDGE;
        y += LINE;
      }
    }
    return y + LINE - top;
  }

  // The picture as a canvas. `texts` are {title, lines, credit}; `sharp` is pixels of the picture to one of the page.
  groundshift.picture = function picture(map, legend, texts, sharp) {
    const container = map.getContainer(), { width, height } = container.getBoundingClientRect();
    const colour = groundshift.colours(), canvas = document.createElement("canvas"), pen = canvas.getContext("2d");

    function compose(paint) {
      let y = EDGE;
      pen.textBaseline = "top";
      pen.fillStyle = colour("ink");
      pen.font = `650 20px ${FONT}`;
      y += write(pen, texts.title, EDGE, y, width - 2 * EDGE, 26);
      pen.font = `14px ${FONT}`;
      for (const line of texts.lines) y += write(pen, line, EDGE, y, width - 2 * EDGE);
      y += 8;
      if (paint) {
        pen.save();
        pen.translate(0, y);
        pen.beginPath();
        pen.rect(0, 0, width, height);
        pen.clip();
        drawMap(pen, container, colour);
        drawScale(pen, container, height, colour);
        pen.restore();
      }
      y += height + 20;
      y += drawLegend(pen, legend, y, width, colour, paint);
      pen.textBaseline = "top";
      pen.fillStyle = colour("muted");
      pen.font = `12px ${FONT}`;
      y += write(pen, texts.credit, EDGE, y, width - 2 * EDGE, 16);
      return y + EDGE;
    }

    const high = compose(false);
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(high * sharp);
    pen.scale(sharp, sharp);
    pen.fillStyle = colour("paper");
    pen.fillRect(0, 0, width, high);
    compose(true);
    return canvas;
  };
}
