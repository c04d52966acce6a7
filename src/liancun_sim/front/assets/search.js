// Finding a village by its name, in either script, by its sound or its first letters.
import { make } from "./dom.js";
import { find, ids, townOf, villageName } from "./places.js";
import { look } from "./state.js";
import { onLanguage, say, translate } from "./words.js";

const SHOWN = 12;

/** @param {HTMLElement} host */
export function showSearch(host) {
  const list = make("ul", { id: "found", role: "listbox", "data-label": "search", hidden: true });
  const box = /** @type {HTMLInputElement} */ (make("input", {
    id: "find", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list",
    oninput: () => fill(), onkeydown: (/** @type {KeyboardEvent} */ event) => move(event), onblur: () => setTimeout(() => close(), 150),
  }));
  const count = make("p", { class: "seldom", "aria-live": "polite" });
  /** @type {number[]} */
  let rows = [];
  let at = 0;

  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (/** @type {number} */ row) => {
    box.value = villageName(row);
    close();
    look({ village: row });
  };
  const mark = () => {
    [...list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
    if (rows.length) box.setAttribute("aria-activedescendant", `found-${at}`);
  };
  const fill = () => {
    rows = find(box.value);
    at = 0;
    const lines = rows.slice(0, SHOWN).map((row, i) =>
      make("li", { role: "option", id: `found-${i}`, onpointerdown: () => choose(row) }, villageName(row), make("span", { class: "note", text: `${townOf(row)} · ${ids()[row]}` })));
    const told = say("found", { count: rows.length });
    if (box.value.trim() && rows.length > SHOWN) lines.push(make("li", { class: "note", role: "presentation", text: told }));
    if (box.value.trim() && !rows.length) lines.push(make("li", { class: "note", role: "presentation", text: told }));
    list.replaceChildren(...lines);
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    count.textContent = box.value.trim() ? told : "";
    mark();
  };
  const move = (/** @type {KeyboardEvent} */ event) => {
    const shown = Math.min(rows.length, SHOWN);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : shown - 1)) % Math.max(1, shown);
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && rows.length && !list.hidden) choose(rows[at]);
    else if (event.key === "Escape") close();
  };
  const label = make("label", { for: "find" });
  const write = () => {
    label.textContent = say("search");
    box.placeholder = say("search_hint");
    translate(host);
  };
  host.append(label, make("div", { class: "combo" }, box, list), count);
  onLanguage(write);
  write();
}
