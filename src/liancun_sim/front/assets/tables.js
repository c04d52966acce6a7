// Tables that sort: their headings become buttons, which the keyboard reaches too.
import { make } from "./dom.js";

/** Make every table marked `sort` below `root` sortable. @param {ParentNode} root */
export function sortable(root) {
  for (const table of root.querySelectorAll("table.sort")) {
    const heads = [.../** @type {NodeListOf<HTMLTableCellElement>} */ (table.querySelectorAll("thead th"))];
    for (const head of heads) {
      if (head.querySelector("button")) continue;
      const button = make("button", { type: "button", class: "sorter" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(/** @type {HTMLTableElement} */ (table), head, heads));
    }
  }
}

/** Tables wider than the screen are a stop of the keyboard, which moves them; the others are none. */
export function reachable() {
  for (const host of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".wide"))) {
    if (host.scrollWidth > host.clientWidth) host.tabIndex = 0;
    else host.removeAttribute("tabindex");
  }
}

/** @param {HTMLTableElement} table @param {HTMLTableCellElement} head @param {HTMLTableCellElement[]} heads */
function sortBy(table, head, heads) {
  const falling = head.getAttribute("aria-sort") === "ascending";
  for (const one of heads) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const place = head.cellIndex;
  const body = table.tBodies[0];
  const number = (/** @type {HTMLTableRowElement} */ row) => row.cells[place].dataset.n;
  const rows = [...body.rows].sort((a, b) => {
    const [one, two] = [number(a), number(b)];
    if (one !== undefined && two !== undefined) return (falling ? -1 : 1) * (Number(one) - Number(two));
    if (one !== undefined || two !== undefined) return one !== undefined ? -1 : 1;
    const text = (/** @type {HTMLTableRowElement} */ row) => row.cells[place].textContent ?? "";
    return (falling ? -1 : 1) * text(a).localeCompare(text(b), "zh");
  });
  body.append(...rows);
}
