// Canvases under Leaflet. Shapes are unpacked and projected once, made into paths once a zoom, and painted as often as needed.
"use strict";
{
  const WORLD = 256; // Web Mercator's width in pixels at zoom 0

  // Degrees as world pixels at zoom 0.
  groundshift.world = (lon, lat) => {
    const sine = Math.sin((Math.min(Math.max(lat, -85.05), 85.05) * Math.PI) / 180);
    return [WORLD * (lon / 360 + 0.5), WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
  };

  // Rings [lon, lat, dlon, dlat, …] in parts of a degree as arrays of world pixels at zoom 0.
  function unpack(rings, parts) {
    return rings.map((steps) => {
      const points = new Float64Array(steps.length);
      let lon = 0, lat = 0;
      for (let i = 0; i < steps.length; i += 2) {
        lon += steps[i];
        lat += steps[i + 1];
        points.set(groundshift.world(lon / parts, lat / parts), i);
      }
      return points;
    });
  }

  // A shape that gives its Path2D at a scale, relative to a world point so that numbers stay small and exact.
  groundshift.Shape = class {
    constructor(rings, parts = 10000) {
      this.rings = unpack(rings, parts);
      this.made = { scale: 0, path: null };
    }

    path(scale, [x0, y0]) {
      if (this.made.scale === scale) return this.made.path;
      const path = new Path2D();
      for (const ring of this.rings) {
        path.moveTo((ring[0] - x0) * scale, (ring[1] - y0) * scale);
        for (let i = 2; i < ring.length; i += 2) path.lineTo((ring[i] - x0) * scale, (ring[i + 1] - y0) * scale);
        path.closePath();
      }
      this.made = { scale, path };
      return path;
    }
  };

  // A canvas that covers the window and some more; `paint(context, pathOf, scale, anchor)` fills it.
  groundshift.CanvasLayer = L.Renderer.extend({
    initialize(paint, options) {
      this.paint = paint;
      L.Renderer.prototype.initialize.call(this, { padding: 0.35, ...options });
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), sharp = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(sharp * size.x);
      this._container.height = Math.round(sharp * size.y);
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this.repaint();
    },

    repaint() {
      if (!this._map || !this._bounds) return;
      const context = this._container.getContext("2d"), sharp = window.devicePixelRatio || 1;
      const zoom = this._map.getZoom(), scale = 2 ** zoom;
      const anchor = this._map.options.anchor;
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      context.setTransform(sharp, 0, 0, sharp, sharp * (anchor[0] * scale - corner.x), sharp * (anchor[1] * scale - corner.y));
      context.lineJoin = "round";
      this.paint(context, (shape) => shape.path(scale, anchor), scale, anchor);
    },
  });

  // The colours of the theme in force, by their name in theme.css. Each is asked for once: to ask makes the browser settle
  // every style of the page first.
  const asked = new Map();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => asked.clear());
  groundshift.colours = () => (name) => {
    if (!asked.has(name)) asked.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
    return asked.get(name);
  };

  // `share` of colour `a`, the rest `b`; both #rrggbb.
  groundshift.mix = (a, b, share) => {
    const part = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
    return `#${[0, 1, 2].map((i) => Math.round(part(a, i) * share + part(b, i) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
  };
}
