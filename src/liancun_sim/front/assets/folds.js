// Parts one looks things up in: packed until they are opened, and opened for paper.
import { unpackText } from "./data.js";
import { sortable } from "./tables.js";
import { translate } from "./words.js";

/** @type {Map<HTMLDetailsElement, string>} */
const ready = new Map();

/** @param {HTMLDetailsElement} fold */
function fillFold(fold) {
  const inside = fold.querySelector(".inside");
  if (!inside || inside.childElementCount || !ready.has(fold)) return;
  inside.innerHTML = ready.get(fold) ?? ""; // written by the report itself, every name in it escaped
  translate(inside);
  sortable(inside);
}

/** Fill each part when it is opened; before printing, all of them. */
export async function folds() {
  const all = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details[data-block]")]);
  /** @type {HTMLDetailsElement[]} */
  let shut = [];
  window.addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll("details")].filter((one) => !one.open);
    all.forEach(fillFold);
    shut.forEach((one) => (one.open = true));
  });
  window.addEventListener("afterprint", () => {
    shut.forEach((one) => (one.open = false));
    shut = [];
  });
  for (const fold of all) fold.addEventListener("toggle", () => fold.open && fillFold(fold));
  for (const fold of all) {
    ready.set(fold, await unpackText(fold.querySelector("script")?.textContent ?? ""));
    if (fold.open) fillFold(fold);
  }
}
