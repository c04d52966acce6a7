// Bars from 0 to 100: how many guessed what, and what came out; each with its numbers as text.
import { draw, make } from "./dom.js";
import { say } from "./words.js";

const [WIDE, HIGH, FOOT] = [600, 170, 22];

/**
 * Guesses in tenths, with what came out as a line across where it is known.
 * @param {number[]} counts @param {number | null} truth @param {number | null} mine
 */
export function guessBars(counts, truth = null, mine = null) {
  const most = Math.max(1, ...counts);
  const step = WIDE / counts.length;
  const told = counts.map((count, i) => `${i * 10}–${i * 10 + 10}: ${count}`).join(", ");
  const chart = draw("svg", { viewBox: `0 -16 ${WIDE} ${HIGH + FOOT + 18}`, class: "guesses", role: "img", "aria-label": `${say("guesses_chart")} · ${told}` });
  counts.forEach((count, i) => {
    const height = ((HIGH - 20) * count) / most;
    chart.append(draw("rect", { x: i * step + 3, y: HIGH - height, width: step - 6, height, class: "guess" }));
    if (count) chart.append(draw("text", { x: (i + 0.5) * step, y: HIGH - height - 4, "text-anchor": "middle", text: String(count) }));
    chart.append(draw("text", { x: i * step, y: HIGH + 16, "text-anchor": i ? "middle" : "start", text: String(i * 10) }));
  });
  chart.append(draw("text", { x: WIDE, y: HIGH + 16, "text-anchor": "end", text: "100" }));
  chart.append(draw("line", { x1: 0, x2: WIDE, y1: HIGH, y2: HIGH, class: "axis" }));
  for (const [value, kind] of /** @type {[number | null, string][]} */ ([[mine, "mine"], [truth, "truth"]])) {
    if (value === null) continue;
    const x = (value / 100) * WIDE;
    chart.append(draw("line", { x1: x, x2: x, y1: -12, y2: HIGH, class: kind }));
  }
  return chart;
}

/** What came out, the first being what was asked. @param {[string, number | null][]} bars */
export function outcomeBars(bars) {
  const lines = bars.map(([key, value], i) => {
    const fill = make("span", { class: `fill${i ? "" : " asked"}` });
    fill.style.width = `${Math.max(0, Math.min(100, value ?? 0))}%`;
    return make("li", {}, make("span", { class: "what", text: say(`bar_${key}`) }), make("span", { class: "rail", "aria-hidden": "true" }, fill), make("span", { class: "n", text: whole(value) }));
  });
  return make("ul", { class: "outcomes" }, ...lines);
}

/** A number from 0 to 100 as it is told. @param {number | null} value */
export const whole = (value) => (value === null ? say("not_measured_here") : value > 0 && value < 1 ? value.toFixed(1) : String(Math.round(value)));
