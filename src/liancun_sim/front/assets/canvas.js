// The map's two layers: areas, of which only those whose class changed are drawn again; and on top their borders, drawn
// once for a view, with what is chosen, tied and named. Each layer more costs every step of the slider its composition.
import { make } from "./dom.js";
import { CLASSES } from "./fields.js";
import { grid, seats, shapes, villageName, villages } from "./places.js";

export class Layers {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.box = [0, 0, ...grid()];
    this.scale = 1;
    this.offset = [0, 0];
    this.level = new Int8Array(villages()).fill(99);
    this.filled = 0; // areas drawn by the last change
    this.ink = this.paper = this.border = this.accent = "";
    /** @type {(string | CanvasPattern)[]} */
    this.fills = [];
    /** @type {CanvasRenderingContext2D[]} */
    this.layers = [true, true, false].map((shown) => { // areas, top, and borders, which are copied onto the top
      const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { "aria-hidden": "true" }));
      if (shown) host.append(canvas);
      return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    });
    this.readColours();
  }

  /** Colours come from the style, so that they follow the reader's theme. */
  readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    this.ink = colour("--ink");
    this.paper = colour("--paper");
    this.border = colour("--border");
    this.accent = colour("--chosen");
    this.fills = [];
    for (let level = -CLASSES; level <= CLASSES; level += 1) {
      this.fills.push(level < 0 ? this.hatched(colour(`--m${-level}`), colour("--hatch")) : colour(`--c${level}`));
    }
  }

  /** A decrease is hatched, so that it can be told without colour. @param {string} ground @param {string} line */
  hatched(ground, line) {
    const size = 6 * (window.devicePixelRatio || 1);
    const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { width: size, height: size }));
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    brush.fillStyle = ground;
    brush.fillRect(0, 0, size, size);
    brush.strokeStyle = line;
    brush.lineWidth = size / 6;
    for (const shift of [-size, 0, size]) {
      brush.beginPath();
      brush.moveTo(shift, size);
      brush.lineTo(shift + size, 0);
      brush.stroke();
    }
    return /** @type {CanvasPattern} */ (this.layers[0].createPattern(canvas, "repeat"));
  }

  /** Show a part of the grid: x, y, width, height. @param {number[]} box */
  show(box) {
    this.box = box;
    const { clientWidth: width, clientHeight: height } = this.host;
    const ratio = window.devicePixelRatio || 1;
    for (const { canvas } of this.layers) {
      canvas.width = width * ratio;
      canvas.height = height * ratio;
    }
    this.scale = Math.min(width / box[2], height / box[3]);
    this.offset = [width / 2 - this.scale * (box[0] + box[2] / 2), height / 2 - this.scale * (box[1] + box[3] / 2)];
    for (const brush of this.layers) {
      brush.setTransform(ratio * this.scale, 0, 0, ratio * this.scale, ratio * this.offset[0], ratio * this.offset[1]);
      brush.lineJoin = "round";
    }
    for (const fill of this.fills) {
      if (fill instanceof CanvasPattern) fill.setTransform(new DOMMatrix(this.layers[0].getTransform().inverse().toString()));
    }
    const borders = this.layers[2];
    borders.strokeStyle = this.border;
    borders.lineWidth = 0.6 / this.scale;
    for (const shape of shapes) borders.stroke(shape);
    this.bordered();
    const level = this.level;
    this.level = new Int8Array(villages()).fill(99);
    if (level[0] !== 99) this.colour(level);
  }

  /** Fill the areas whose class changed. @param {Int8Array} levels */
  colour(levels) {
    const brush = this.layers[0];
    this.filled = 0;
    for (let i = 0; i < levels.length; i += 1) {
      if (levels[i] === this.level[i]) continue;
      brush.fillStyle = this.fills[levels[i] + CLASSES];
      brush.fill(shapes[i]);
      this.level[i] = levels[i];
      this.filled += 1;
    }
  }

  /** The top layer with nothing but borders. */
  bordered() {
    const brush = this.layers[1];
    const { width, height } = brush.canvas;
    brush.save();
    brush.resetTransform();
    brush.clearRect(0, 0, width, height);
    if (width && height) brush.drawImage(this.layers[2].canvas, 0, 0);
    brush.restore();
  }

  /**
   * Draw what lies on top.
   * @param {{ties: {lead: number, members: number[], width: number, solid: boolean}[], chosen: number, marked: number[], named: number[]}} what
   */
  top({ ties, chosen, marked, named }) {
    const brush = this.layers[1];
    this.bordered();
    brush.lineCap = "round";
    for (const { lead, members, width, solid } of ties) {
      brush.setLineDash(solid ? [] : [4 / this.scale, 4 / this.scale]);
      brush.beginPath();
      for (const member of members) {
        brush.moveTo(seats[2 * lead], seats[2 * lead + 1]);
        brush.lineTo(seats[2 * member], seats[2 * member + 1]);
      }
      for (const [ink, more] of /** @type {[string, number][]} */ ([[this.paper, 2], [this.ink, 0]])) {
        brush.strokeStyle = ink;
        brush.lineWidth = (width + more) / this.scale;
        brush.stroke();
      }
    }
    brush.setLineDash([]);
    this.outline(marked, this.ink, 1.6);
    if (chosen >= 0) {
      this.outline([chosen], this.paper, 5);
      this.outline([chosen], this.accent, 3);
    }
    this.names(named, chosen);
  }

  /** @param {number[]} rows @param {string} ink @param {number} width */
  outline(rows, ink, width) {
    const brush = this.layers[1];
    brush.strokeStyle = ink;
    brush.lineWidth = width / this.scale;
    for (const row of rows) brush.stroke(shapes[row]);
  }

  /** Names where they cover no other, the chosen one first. @param {number[]} named @param {number} chosen */
  names(named, chosen) {
    const brush = this.layers[1];
    const size = 13;
    brush.font = `${size / this.scale}px system-ui, "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif`;
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    /** @type {number[][]} */
    const taken = [];
    for (const row of chosen >= 0 ? [chosen, ...named] : named) {
      const [x, y] = this.onScreen(row);
      const name = villageName(row);
      const half = (size * name.length) / 2;
      if (x < 0 || y < 0 || x > this.host.clientWidth || y > this.host.clientHeight) continue;
      if (taken.some(([u, v, w]) => Math.abs(x - u) < half + w && Math.abs(y - v) < size + 3)) continue;
      taken.push([x, y, half]);
      brush.lineWidth = 3 / this.scale;
      brush.strokeStyle = this.paper;
      brush.fillStyle = this.ink;
      brush.strokeText(name, seats[2 * row], seats[2 * row + 1]);
      brush.fillText(name, seats[2 * row], seats[2 * row + 1]);
    }
  }

  /** @param {number} row @returns {[number, number]} */
  onScreen(row) {
    return [this.scale * seats[2 * row] + this.offset[0], this.scale * seats[2 * row + 1] + this.offset[1]];
  }

  /** A point of the screen on the grid. @param {number} x @param {number} y @returns {[number, number]} */
  onGrid(x, y) {
    return [(x - this.offset[0]) / this.scale, (y - this.offset[1]) / this.scale];
  }
}
