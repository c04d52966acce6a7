// What is packed until it is wanted: parts one looks things up in, opened for paper too, and figures in another language.
import { unpackText } from "./data.js";
import { sortable } from "./tables.js";
import { inEnglish, onLanguage, translate } from "./words.js";

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

/** Figures drawn in each language: the one spoken stands in the page, the other is packed beside it. */
export async function figures() {
  const all = await Promise.all([...document.querySelectorAll("figure[data-drawn]")].map(async (figure) => {
    const [shown, script] = ["div", "script"].map((name) => /** @type {HTMLElement} */ (figure.querySelector(name)));
    const english = /** @type {HTMLElement} */ (figure).dataset.drawn === "en";
    const here = [shown.innerHTML, shown.getAttribute("aria-label") ?? ""];
    const other = [await unpackText(script.textContent ?? ""), script.dataset.told ?? ""];
    return { shown, english, versions: english ? [here, other] : [other, here] };
  }));
  const show = () => {
    for (const one of all.filter(({ english }) => english !== inEnglish())) {
      one.english = inEnglish();
      const [drawn, told] = one.versions[one.english ? 0 : 1];
      one.shown.innerHTML = drawn; // by the report itself
      one.shown.setAttribute("aria-label", told);
    }
  };
  onLanguage(show);
  show();
}
