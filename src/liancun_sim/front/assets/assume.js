// Assumptions: every assumed coefficient with its source and range, found by what it is called, changed and put back.
import { make } from "./dom.js";
import { ask } from "./send.js";
import { settingLine } from "./setting.js";
import { onLanguage, pick, say } from "./words.js";

/**
 * @param {HTMLElement} host @param {Record<string, string>} assumed what is set, by key: changed here
 * @param {() => void} changed
 */
export function showAssumptions(host, assumed, changed) {
  /** @type {any[]} */
  let parts = [];
  let wanted = "";
  let only = false;
  const fold = /** @type {HTMLDetailsElement} */ (make("details", { id: "assumptions" }));
  const head = make("summary", {});
  const note = make("p", { class: "note" });
  const bar = make("div", { class: "row" });
  const count = make("p", { class: "note", "aria-live": "polite" });
  const list = make("div", {});
  fold.append(head, note, bar, count, list);
  host.append(fold);

  const set = () => Object.keys(assumed).filter((key) => assumed[key] !== "");
  const title = () => (head.textContent = set().length ? say("assumptions_changed", { count: set().length }) : say("assumptions"));
  const fits = (/** @type {any} */ one) => {
    if (only && !assumed[one.key]) return false;
    const text = [one.key, ...one.label, ...one.source].join(" ").toLowerCase();
    return wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  };
  const fill = () => {
    let shown = 0;
    list.replaceChildren(...parts.flatMap((part) => {
      const found = part.coefficients.filter(fits);
      shown += found.length;
      const lines = found.map((/** @type {any} */ one) => settingLine(one, assumed[one.key] ?? "", (value) => {
        assumed[one.key] = value;
        title();
        changed();
      }));
      return lines.length ? [make("h3", { text: pick(part.label) }), ...lines] : [];
    }));
    count.textContent = parts.length ? say("assumptions_found", { count: shown }) : "";
  };
  const write = () => {
    title();
    note.textContent = say("assumptions_note");
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "search", id: "assumption-find", value: wanted, oninput: () => {
      wanted = box.value;
      fill();
    } }));
    const tick = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", checked: only, onchange: () => {
      only = tick.checked;
      fill();
    } }));
    bar.replaceChildren(make("label", {}, `${say("assumptions_find")} `, box), make("label", {}, tick, ` ${say("assumptions_only_changed")}`),
      make("button", { type: "button", "data-act": "reset_all", text: say("assumptions_reset"), onclick: () => {
        for (const key of set()) assumed[key] = "";
        title();
        changed();
        fill();
      } }));
    fill();
  };
  fold.addEventListener("toggle", async () => {
    if (!fold.open || parts.length) return;
    parts = (await ask("/assumptions")).parts ?? [];
    fill();
  });
  onLanguage(write);
  write();
}
