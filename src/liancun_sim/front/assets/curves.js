// The section of curves: one indicator of all scenarios, as a level or against the baseline.
import { bandChart } from "./chart.js";
import { page, unpackNumbers } from "./data.js";
import { make } from "./dom.js";
import { number } from "./numbers.js";
import { onLanguage, pick, say, together } from "./words.js";

/** @param {HTMLElement} host */
export async function showCurves(host) {
  const { indicators, scenarios, values, months } = page.comparison.curves;
  const numbers = await unpackNumbers(values);
  const length = months + 1;
  let key = Math.max(0, indicators.findIndex((/** @type {any} */ one) => one.key === "income_mean"));
  let against = scenarios.length > 1;
  /** @param {number} scenario @param {number} kind 0 level, 1 against the baseline @param {number} part 0 mean, 1 low, 2 high */
  const path = (scenario, kind, part) => {
    const start = (((key * 2 + kind) * scenarios.length + scenario) * 3 + part) * length;
    return Array.from(numbers.subarray(start, start + length));
  };
  const fill = () => {
    const of = indicators[key];
    const factor = of.kind === "share" ? 100 : 1;
    const paired = against && scenarios.some((/** @type {any} */ _, /** @type {number} */ i) => path(i, 1, 0).some(Number.isFinite));
    const kind = paired ? 1 : 0;
    const series = scenarios.map((/** @type {any} */ one, /** @type {number} */ i) => {
      const [mean, low, high] = [0, 1, 2].map((part) => path(i, kind, part).map((value) => factor * value));
      return { name: pick(one.label), colour: one.colour, mean, low, high };
    }).filter((/** @type {any} */ one) => one.mean.some(Number.isFinite));
    const choice = /** @type {HTMLSelectElement} */ (make("select", { id: "curve", onchange: () => { key = Number(choice.value); fill(); document.getElementById("curve")?.focus(); } }));
    choice.append(...indicators.map((/** @type {any} */ one, /** @type {number} */ i) => make("option", { value: i, text: pick(one.label), selected: i === key })));
    const which = make("button", { type: "button", "aria-pressed": String(paired), text: say("against_baseline"), onclick: () => { against = !against; fill(); } });
    const unit = pick(paired ? of.unitOfDifference : of.unit);
    const keys = series.map((/** @type {any} */ one) => {
      const mark = make("span", { class: "key" });
      mark.style.background = one.colour;
      return make("li", {}, mark, one.name);
    });
    const name = together(pick(of.label), unit);
    const write = (/** @type {number} */ value) => number(value, of.kind === "share" ? "" : of.kind, paired);
    const chart = series.length ? bandChart(series, { name, write, zero: paired }) : make("p", { class: "note", text: say("not_measured") });
    host.replaceChildren(
      make("div", { class: "row" }, make("label", { for: "curve", text: say("indicator") }), choice, scenarios.length > 1 ? which : null),
      make("ul", { class: "keys" }, ...keys), make("p", { class: "unit", text: name }), chart, make("p", { class: "note", text: say("curves_note") }));
  };
  onLanguage(fill);
  fill();
}
