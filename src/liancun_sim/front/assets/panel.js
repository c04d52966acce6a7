// What stands around the map: the outcome shown, the legend, the month and its slider.
import { page } from "./data.js";
import { make } from "./dom.js";
import { monthName, months, outcome, outcomes, unitOf, written } from "./fields.js";
import { showMap } from "./map.js";
import { look, looking, onLooking } from "./state.js";
import { inEnglish, onLanguage, pick, say, together, translate } from "./words.js";

const STEP = 140; // milliseconds a month takes while it plays

/** Build the map's panel. @param {HTMLElement} host */
export function showPanel(host) {
  const fields = /** @type {HTMLSelectElement} */ (make("select", { id: "field", onchange: () => look({ field: fields.value }) }));
  const legend = make("div", { class: "legend" });
  const slider = /** @type {HTMLInputElement} */ (
    make("input", { type: "range", min: 0, max: months(), id: "month", "data-label": "month", oninput: () => look({ month: Number(slider.value) }) })
  );
  const shown = make("output", { for: "month" });
  const play = make("button", { type: "button", class: "play", text: "▶", onclick: () => toggle() });
  /** @type {number | undefined} */
  let timer;

  const toggle = () => {
    const start = timer === undefined;
    clearInterval(timer);
    timer = undefined;
    if (start) {
      if (looking.month === months()) look({ month: 0 });
      timer = window.setInterval(() => (looking.month < months() ? look({ month: looking.month + 1 }) : toggle()), STEP);
    }
    writePlay();
  };
  const writePlay = () => {
    play.textContent = timer === undefined ? "▶" : "❚❚";
    play.setAttribute("aria-label", say(timer === undefined ? "play" : "pause"));
  };
  const write = () => { // every step: what is written here is laid out again
    const when = looking.month === 0 ? say("before_start") : monthName(looking.month - 1, inEnglish());
    slider.value = String(looking.month);
    slider.setAttribute("aria-valuetext", when);
    shown.textContent = when;
  };
  const choose = () => {
    fields.replaceChildren(...outcomes().map((one) => make("option", { value: one.key, text: pick(one.label) })));
    fields.value = looking.field;
    legend.replaceChildren(...swatches());
  };

  const map = make("div", { class: "map" });
  if (outcomes().length) {
    host.append(make("div", { class: "row" }, make("label", { for: "field" }, make("span", { "data-word": "shown" })), fields));
  }
  host.append(map);
  const layers = showMap(map);
  if (outcomes().length) {
    const time = make("div", { class: "row time" }, play, slider, shown);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) play.hidden = true;
    host.append(legend, time);
  }
  host.append(make("p", { class: "note", id: "map-help", "data-word": "map_help" }));
  const relabel = () => {
    for (const one of host.querySelectorAll("[data-word]")) {
      one.textContent = say(/** @type {HTMLElement} */ (one).dataset.word ?? "", { runs: page.comparison.runs });
    }
    translate(host);
    choose();
    write();
    writePlay();
  };
  onLanguage(relabel);
  onLooking((changed) => {
    if (changed.has("month")) write();
    if (changed.has("field")) choose();
  });
  relabel();
  return layers;
}

/** The classes and their bounds, decreases first. */
function swatches() {
  const of = outcome(looking.field);
  if (!of) return [];
  const last = of.bounds.length;
  /** @param {number} level @param {number} at */
  const bound = (level, at) => `${level < 0 ? "−" : "+"}${written(of, of.bounds[at - 1])}`;
  const parts = [make("span", { class: "unit", text: together(say("difference"), unitOf(of)) })];
  for (let level = -last; level <= last; level += 1) {
    const at = Math.abs(level);
    let text = say("class_within", { bound: written(of, of.bounds[0]) });
    if (level === last) text = say("class_more", { bound: bound(level, at) });
    else if (level === -last) text = say("class_less", { bound: bound(level, at) });
    else if (level > 0) text = say("class_between", { low: bound(level, at), high: bound(level, at + 1) });
    else if (level < 0) text = say("class_between", { low: bound(level, at + 1), high: bound(level, at) });
    const swatch = make("span", { class: `swatch ${level < 0 ? `m${-level}` : `c${level}`}` });
    parts.push(make("span", { class: "class" }, swatch, text));
  }
  return parts;
}
