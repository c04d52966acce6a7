// The room's plans by every measure: a table that sorts, first places marked, so that no plan is simply the best.
import { page } from "./data.js";
import { make } from "./dom.js";
import { number } from "./numbers.js";
import { say } from "./words.js";

let sorted = "student";

/** @param {any[]} rows @param {number} mine the reader's own number, 0 for the teacher @returns {HTMLElement} */
export function ranking(rows, mine) {
  const host = make("div", { class: "wide" });
  const worth = (/** @type {any} */ row) => (sorted === "student" ? row.student : sorted === "unions" ? -row.unions : row.ranks[sorted]);
  const fill = () => {
    const heads = [["student", "ranking_student"], ["unions", "ranking_unions"], ...page.measures.map((/** @type {any} */ one) => [one.key, `measure_${one.key}`])];
    const head = heads.map(([key, word]) =>
      make("th", { scope: "col", class: key === "student" ? "" : "n", "aria-sort": key === sorted ? "ascending" : null },
        make("button", { type: "button", class: "sorter", "data-column": key, text: say(word), onclick: () => sortBy(key) })));
    const lines = [...rows].sort((a, b) => worth(a) - worth(b) || a.student - b.student).map((row) =>
      make("tr", { class: row.student === mine ? "chosen" : "" }, make("th", { scope: "row", text: String(row.student) }), make("td", { class: "n", text: String(row.unions) }),
        ...page.measures.map((/** @type {any} */ one) => cell(row, one, rows))));
    host.replaceChildren(make("table", { class: "ranking" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...lines)));
  };
  const sortBy = (/** @type {string} */ key) => {
    sorted = key;
    fill();
    /** @type {HTMLElement | null} */ (host.querySelector(`[data-column="${key}"]`))?.focus();
  };
  fill();
  return host;
}

/** @param {any} row @param {any} measure @param {any[]} rows */
function cell(row, measure, rows) {
  const value = row[measure.key];
  const first = value !== null && row.ranks[measure.key] === 1 && rows.some((one) => one.ranks[measure.key] > 1);
  const signed = ["poorest", "income", "worst", "converted"].includes(measure.key);
  const text = measure.unit === "share" && value !== null ? `${number(value, "share", signed)}%` : number(value, measure.unit, signed);
  return make("td", { class: `n${first ? " best" : ""}`, text: `${first ? "★ " : ""}${text}` });
}
