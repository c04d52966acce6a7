// A village's card: what changed, why, and who its neighbours are.
import { smallChart } from "./chart.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { codesOf, months, outcome, sizeOf, unitOf } from "./fields.js";
import { number } from "./numbers.js";
import { ids, neighbours, townOf, villageName } from "./places.js";
import { look, looking, onLooking } from "./state.js";
import { onLanguage, pick, say, together } from "./words.js";
import { why } from "./why.js";

const FIRST = ["income_yuan_per_person", "collective_income_yuan", "satisfaction", "public_goods", "in_union"];

/** Keep the card of the chosen village in the host. @param {HTMLElement} host @param {Float32Array} means */
export function showCard(host, means) {
  const fill = () => {
    const row = looking.village;
    host.replaceChildren(...(row < 0 ? [make("p", { class: "note", text: say("choose_village") })] : card(row, means)));
  };
  onLooking((changed) => (changed.has("village") || changed.has("scenario") || changed.has("field")) && fill());
  onLanguage(fill);
  fill();
}

/** @param {number} row @param {Float32Array} means */
function card(row, means) {
  const close = make("button", { type: "button", class: "close", "aria-label": say("close"), text: "×", onclick: () => look({ village: -1 }) });
  const head = make("header", {}, make("h3", { text: villageName(row) }), make("p", { class: "note", text: `${townOf(row)} · ${ids()[row]}` }), close);
  const near = neighbours(row).map((/** @type {number} */ other) =>
    make("button", { type: "button", class: "link", text: villageName(other), onclick: () => look({ village: other }) }));
  return [
    head,
    table(row, means),
    curve(row),
    make("h4", { text: say("why") }),
    ...why(row),
    make("h4", { text: say("neighbours") }),
    make("p", { class: "near" }, ...near),
  ];
}

/** Outcomes over the last year: where it stands, and how far from the baseline. @param {number} row @param {Float32Array} means */
function table(row, means) {
  const { outcomes } = page.comparison.means;
  const order = (/** @type {any} */ one) => (FIRST.includes(one.key) ? FIRST.indexOf(one.key) : 99);
  const listed = outcomes.filter((/** @type {any} */ one) => !one.term).sort((/** @type {any} */ a, /** @type {any} */ b) => order(a) - order(b));
  const lines = listed.map((/** @type {any} */ one) => {
    const [mean, difference, error] = valuesOf(row, one.key, means);
    if (!Number.isFinite(mean)) return null;
    const spread = number(error, one.kind, false, difference);
    const told = Number(spread) > 0 ? ` ±${spread}` : "";
    const change = Number.isFinite(difference) ? number(difference, one.kind, true) + told : "–";
    return make("tr", {}, make("th", { scope: "row" }, pick(one.label), make("span", { class: "unit", text: pick(one.unit) })), make("td", { class: "n", text: one.share ? `${number(mean, "share")}%` : number(mean, one.kind) }),
      make("td", { class: "n", text: change }));
  });
  const head = make("tr", {}, ...["outcome", "level", "difference"].map((key) => make("th", { scope: "col", class: key === "outcome" ? "" : "n", text: say(key) })));
  const asked = askedOf(row);
  const note = make("p", { class: "note", text: say(asked ? "card_note" : "card_note_unasked", { runs: page.comparison.runs, asked }) });
  return make("div", { class: "wide" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines)), note);
}

/** Mean, difference and its standard error of an outcome. @param {number} row @param {string} key @param {Float32Array} means */
export function valuesOf(row, key, means) {
  const { outcomes, scenarios } = page.comparison.means;
  const [count, place] = [page.comparison.places.ids.length, outcomes.findIndex((/** @type {any} */ one) => one.key === key)];
  if (place < 0) return [NaN, NaN, NaN];
  const start = (scenarios.indexOf(looking.scenario) * outcomes.length + place) * 3;
  return [0, 1, 2].map((part) => means[(start + part) * count + row]);
}

/** In how many runs it was asked for its consent. @param {number} row */
export const askedOf = (row) => page.comparison.asked[looking.scenario]?.[row] ?? 0;

/** The outcome on the map, month by month. @param {number} row */
function curve(row) {
  const host = make("figure", { class: "small" });
  const of = outcome(looking.field);
  if (of) {
    codesOf(looking.scenario, looking.field).then((codes) => {
      const length = months() + 1;
      const values = Array.from({ length }, (_, month) => sizeOf(of, codes[row * length + month]));
      if (values.every((value) => !value)) return;
      const factor = of.share ? 100 : 1;
      const name = `${pick(of.label)} · ${together(say("difference"), unitOf(of))}`;
      host.append(make("figcaption", { text: name }), smallChart(values.map((value) => factor * value), name));
    });
  }
  return host;
}
