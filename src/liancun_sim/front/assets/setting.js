// One setting: its box, its range and source, refused outside what may be, marked where it is changed, put back.
import { make } from "./dom.js";
import { pick, say } from "./words.js";

let count = 0;

/**
 * @typedef {{label: string[], unit: string[], kind: string, value: any, low: number | null, high: number | null, plausible: number[] | null, choices: {key: string, label: string[]}[], source: string[]}} Setting
 * @param {Setting} one @param {string} given what it is set to; "" where it stays @param {(value: string) => void} keep
 * @returns {HTMLElement}
 */
export function settingLine(one, given, keep) {
  const id = `setting-${(count += 1)}`;
  const listed = one.kind === "yes_no" ? [["true", "✓"], ["false", "✗"]] : one.choices.map((made) => [made.key, pick(made.label)]);
  const box = /** @type {HTMLInputElement | HTMLSelectElement} */ (listed.length
    ? make("select", {}, ...[["", "–"], ...listed].map(([key, text]) => make("option", { value: key, text, selected: key === given })))
    : make("input", { type: "text", inputmode: "decimal", value: given, placeholder: one.value ?? "" }));
  box.id = id;
  box.setAttribute("aria-describedby", `${id}-note ${id}-wrong`);
  const wrong = make("span", { class: "wrong", id: `${id}-wrong`, role: "alert" });
  const reset = make("button", { type: "button", class: "link", "data-act": "reset", text: say("setting_reset"), "aria-label": `${say("setting_reset")}: ${pick(one.label)}` });
  const told = one.plausible ? say("range_of", { value: one.value ?? "–", low: one.plausible[0], high: one.plausible[1] }) : String(one.value ?? "–");
  const line = make("div", { class: "lever" }, make("label", { for: id, text: pick(one.label) }), box,
    make("span", { class: "note", id: `${id}-note` }, `${told} ${pick(one.unit)} · ${pick(one.source)} `, reset), wrong);
  const mark = () => {
    line.classList.toggle("changed", box.value !== "");
    reset.hidden = box.value === "";
  };
  const take = () => {
    const why = refusal(one, box.value.trim());
    wrong.textContent = why;
    box.setAttribute("aria-invalid", String(Boolean(why)));
    mark();
    if (!why) keep(box.value.trim());
  };
  box.addEventListener("change", take);
  reset.addEventListener("click", () => {
    box.value = "";
    take();
    box.focus();
  });
  mark();
  return line;
}

/** Why a value cannot be; "" if it can. @param {Setting} one @param {string} text */
function refusal(one, text) {
  if (text === "" || one.choices.length || one.kind === "yes_no") return "";
  const value = Number(text);
  if (!Number.isFinite(value)) return say("not_a_number", { value: text });
  if (one.kind === "integer" && !Number.isInteger(value)) return say("not_whole", { value: text });
  if ((one.low !== null && value < one.low) || (one.high !== null && value > one.high)) {
    return say("out_of_range", { value: text, low: one.low ?? "−∞", high: one.high ?? "∞" });
  }
  return "";
}
