// The table beside the map: every village, a screenful at a time, sorted over all of them.
import { askedOf, valuesOf } from "./card.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { number, percent } from "./numbers.js";
import { townOf, villageName, villages } from "./places.js";
import { look, looking, onLooking } from "./state.js";
import { nameOf, onLanguage, say } from "./words.js";

const MORE = 40;
const COLUMNS = ["village", "township", "asked", "stated", "private", "obstacle", "in_union", "income", "change"];

/** @param {HTMLElement} host @param {Float32Array} means */
export function showVillages(host, means) {
  let shown = MORE;
  let by = "change";
  let sign = -1;
  const value = (/** @type {string} */ column, /** @type {number} */ row) => {
    if (column === "asked") return askedOf(row);
    if (column === "stated") return valuesOf(row, "stated_consent", means)[0];
    if (column === "private") return valuesOf(row, "private_consent", means)[0];
    if (column === "in_union") return valuesOf(row, "in_union", means)[0];
    return valuesOf(row, "income_yuan_per_person", means)[column === "income" ? 0 : 1];
  };
  const words = (/** @type {string} */ column, /** @type {number} */ row) => {
    if (column === "village") return villageName(row);
    if (column === "township") return townOf(row);
    const key = page.comparison.obstacles[looking.scenario]?.[row] ?? "";
    return askedOf(row) ? key.split(";").filter(Boolean).map(nameOf).join(say("list_between")) || "–" : "–";
  };
  const isText = (/** @type {string} */ column) => ["village", "township", "obstacle"].includes(column);
  const ordered = () => {
    const rows = Array.from({ length: villages() }, (_, row) => row);
    if (isText(by)) return rows.sort((a, b) => sign * words(by, a).localeCompare(words(by, b), "zh"));
    const keyed = rows.map((row) => value(by, row));
    const known = (/** @type {number} */ row) => Number.isFinite(keyed[row]);
    return rows.sort((a, b) => (known(a) && known(b) ? sign * (keyed[a] - keyed[b]) : Number(known(b)) - Number(known(a))) || a - b);
  };
  const cell = (/** @type {string} */ column, /** @type {number} */ row) => {
    if (isText(column)) return make("td", { text: words(column, row) });
    const one = value(column, row);
    const text = {
      asked: () => (one ? `${one}/${page.comparison.runs}` : "–"),
      income: () => number(one, "yuan"),
      change: () => number(one, "yuan", true),
    }[column];
    return make("td", { class: "n", text: text ? text() : percent(one) });
  };
  const fill = () => {
    const order = ordered();
    const heads = COLUMNS.map((column) => {
      const button = make("button", { type: "button", class: "sorter", text: say(`column_${column}`), "data-column": column, onclick: () => sort(column) });
      return make("th", { scope: "col", class: isText(column) ? "" : "n", "aria-sort": column === by ? (sign > 0 ? "ascending" : "descending") : null }, button);
    });
    const lines = order.slice(0, shown).map((row) =>
      make("tr", { class: row === looking.village ? "chosen" : "" },
        make("th", { scope: "row" }, make("button", { type: "button", class: "link", text: villageName(row), onclick: () => { look({ village: row }); document.getElementById("map")?.scrollIntoView(); } })),
        ...COLUMNS.slice(1).map((column) => cell(column, row))));
    const rest = order.length - Math.min(shown, order.length);
    const more = rest ? make("button", { type: "button", text: say("more", { count: rest }), onclick: () => { shown += 5 * MORE; fill(); } }) : null;
    host.replaceChildren(make("div", { class: "wide" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines))), ...(more ? [more] : []));
  };
  const sort = (/** @type {string} */ column) => {
    sign = column === by ? -sign : isText(column) ? 1 : -1;
    by = column;
    fill();
    /** @type {HTMLElement | null} */ (host.querySelector(`[data-column="${column}"]`))?.focus();
  };
  onLanguage(fill);
  onLooking((changed) => changed.has("scenario") && fill());
  fill();
}
