// Curves with bands, drawn as SVG: they print, and their values are read out at the pointer and by arrow keys.
import { draw, make } from "./dom.js";
import { monthName } from "./fields.js";
import { inEnglish } from "./words.js";

const DASHES = ["", "6 3", "2 2", "8 3 2 3", "", "6 3"];

/**
 * @param {{name: string, colour: string, mean: number[], low: number[], high: number[]}[]} series months from 0
 * @param {{name: string, write: (value: number) => string, zero: boolean, width?: number, height?: number}} how
 */
export function bandChart(series, { name, write, zero, width = 640, height = 260 }) {
  const [left, right, top, bottom] = [62, 12, 10, 30];
  const values = series.flatMap(({ mean, low, high }) => [...mean, ...low, ...high]).filter(Number.isFinite);
  if (zero) values.push(0);
  const ticks = nice(Math.min(...values), Math.max(...values));
  const [least, most] = [Math.min(ticks[0], ...values), Math.max(ticks[ticks.length - 1], ...values)];
  const last = Math.max(...series.map(({ mean }) => mean.length)) - 1;
  const x = (/** @type {number} */ month) => left + ((width - left - right) * month) / last;
  const y = (/** @type {number} */ value) => top + ((height - top - bottom) * (most - value)) / (most - least || 1);
  const chart = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": name, tabindex: 0 });
  for (const tick of ticks) {
    chart.append(draw("line", { x1: left, x2: width - right, y1: y(tick), y2: y(tick), class: tick === 0 && zero ? "axis" : "tick" }));
    chart.append(draw("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end", text: write(tick) }));
  }
  for (let month = 0; month <= last; month += last > 72 ? 24 : last >= 24 ? 12 : 3) {
    const name = monthName(month, inEnglish());
    chart.append(draw("text", { x: x(month), y: height - 8, "text-anchor": "middle", text: last >= 24 ? name.slice(0, 4) : name }));
  }
  series.forEach(({ colour, mean, low, high }, i) => {
    const band = runs(low, high).map(([from, to]) => {
      const upper = high.slice(from, to).map((value, j) => `${x(from + j).toFixed(1)} ${y(value).toFixed(1)}`);
      const lower = low.slice(from, to).map((value, j) => `${x(from + j).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
      return `M${upper.join("L")}L${lower.join("L")}Z`;
    });
    chart.append(draw("path", { d: band.join(""), fill: colour, class: "band" }));
    const line = runs(mean, mean).map(([from, to]) => `M${mean.slice(from, to).map((value, j) => `${x(from + j).toFixed(1)} ${y(value).toFixed(1)}`).join("L")}`);
    chart.append(draw("path", { d: line.join(""), stroke: colour, class: "line", "stroke-dasharray": DASHES[i % DASHES.length] }));
  });
  const cursor = draw("line", { y1: top, y2: height - bottom, class: "cursor", visibility: "hidden" });
  chart.append(cursor);
  const reading = make("p", { class: "reading note", "aria-live": "polite", text: "\u00a0" });
  let at = last;
  const read = (/** @type {number} */ month) => {
    at = Math.min(last, Math.max(0, month));
    for (const side of ["x1", "x2"]) cursor.setAttribute(side, String(x(at)));
    cursor.setAttribute("visibility", "visible");
    const told = series.map((one) => `${one.name} ${write(one.mean[at])}`);
    reading.textContent = `${at ? monthName(at - 1, inEnglish()) : monthName(0, inEnglish())}: ${told.join(" · ")}`;
  };
  chart.addEventListener("pointermove", (event) => {
    const share = /** @type {PointerEvent} */ (event).offsetX / chart.getBoundingClientRect().width;
    read(Math.round(((share * width - left) / (width - left - right)) * last));
  });
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[/** @type {KeyboardEvent} */ (event).key];
    if (!step) return;
    event.preventDefault();
    read(at + step);
  });
  return make("div", {}, chart, reading);
}

/** One curve around zero, without axes' names. @param {number[]} values @param {string} name */
export function smallChart(values, name) {
  const write = (/** @type {number} */ value) => String(Number(value.toPrecision(3))).replace("-", "−");
  return bandChart([{ name: "", colour: "var(--accent)", mean: values, low: values, high: values }], { name, write, zero: true, width: 360, height: 130 });
}

/** Stretches in which both are known, as [from, to). @param {number[]} low @param {number[]} high @returns {number[][]} */
function runs(low, high) {
  const found = [];
  for (let i = 0; i < low.length; i += 1) {
    if (!Number.isFinite(low[i]) || !Number.isFinite(high[i])) continue;
    let end = i;
    while (end < low.length && Number.isFinite(low[end]) && Number.isFinite(high[end])) end += 1;
    found.push([i, end]);
    i = end;
  }
  return found;
}

/** About five round numbers between two ends. @param {number} least @param {number} most */
function nice(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => span / one <= 5) ?? 10 * power;
  const first = Math.ceil(least / step - 1e-9);
  return Array.from({ length: Math.floor(most / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}
