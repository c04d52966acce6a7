// The map: what is shown of a scenario, and how one moves in it by pointer and keyboard.
import { Layers } from "./canvas.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { classTable, codesOf, months, outcome, outcomes, sizeOf, unitOf } from "./fields.js";
import { number } from "./numbers.js";
import { grid, nearest, seats, shapes, towards, townOf, villageName, villages } from "./places.js";
import { look, looking, onLooking } from "./state.js";
import { inEnglish, onLanguage, say, together } from "./words.js";

/** What a village's difference is now, in words. @param {number} row @param {Uint8Array | null} codes */
export function valueWords(row, codes) {
  const of = outcome(looking.field);
  if (!of || !codes) return "";
  const code = codes[row * (months() + 1) + looking.month];
  const size = sizeOf(of, code);
  if (!Number.isFinite(size)) return say("not_measured");
  if (size === 0) return say("no_change", { bound: number(of.bounds[0], of.share ? "share" : "") });
  return `${number(size, of.share ? "share" : "", true)} ${unitOf(of)}`;
}

/** Fill the host with the map. @param {HTMLElement} host */
export function showMap(host) {
  const stage = make("div", { class: "stage", tabindex: 0, role: "application", "data-label": "map_label", "aria-describedby": "map-help" });
  const tip = make("div", { class: "tip", hidden: true });
  const live = make("p", { class: "seldom", "aria-live": "polite", id: "map-live" });
  host.append(stage);
  const layers = new Layers(stage);
  stage.append(tip);
  host.append(live);
  /** @type {Uint8Array | null} */
  let codes = null;
  /** @type {Int8Array} */
  let table = new Int8Array(256);
  const levels = new Int8Array(villages());

  const colour = () => {
    if (!codes) return;
    const length = months() + 1;
    for (let i = 0; i < levels.length; i += 1) levels[i] = table[codes[i * length + looking.month]];
    layers.colour(levels);
  };
  let tied = -1;
  const top = () => {
    const ties = tiesNow();
    tied = ties.length;
    layers.top({ ties, chosen: looking.village, marked: [], named: named(layers) });
  };
  const load = async () => {
    const { scenario, field } = looking;
    if (!outcomes().length) return layers.colour(levels);
    const found = await codesOf(scenario, field);
    if (scenario !== looking.scenario || field !== looking.field) return;
    codes = found;
    table = classTable(outcome(field));
    colour();
    speak();
  };
  const speak = () => {
    if (looking.village < 0) return;
    const row = looking.village;
    const change = valueWords(row, codes);
    live.textContent = `${together(villageName(row), townOf(row))}${inEnglish() ? ": " : "："}${change}`;
  };
  const frame = () => {
    layers.show(fitted(page.comparison.views[looking.scenario] ?? [0, 0, ...grid()]));
    top();
  };

  onLooking((changed) => {
    if (changed.has("scenario")) frame();
    if (changed.has("scenario") || changed.has("field")) load();
    else if (changed.has("month")) colour();
    if (changed.has("village")) {
      reveal(layers);
      speak();
    }
    if (changed.has("village") || (changed.has("month") && tiesNow().length !== tied)) top();
  });
  onLanguage(() => {
    top();
    speak();
  });
  new ResizeObserver(() => {
    layers.show(layers.box);
    top();
  }).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    layers.readColours();
    frame();
  });

  stage.addEventListener("pointermove", (event) => {
    const row = under(layers, event);
    tip.hidden = row < 0;
    if (row < 0) return;
    tip.textContent = `${villageName(row)} · ${valueWords(row, codes)}`;
    tip.style.left = `${Math.min(event.offsetX + 12, stage.clientWidth - 160)}px`;
    tip.style.top = `${event.offsetY + 14}px`;
  });
  stage.addEventListener("pointerleave", () => (tip.hidden = true));
  stage.addEventListener("click", (event) => look({ village: under(layers, event) }));
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      look({ village: looking.village < 0 ? middle(layers) : towards(looking.village, step) });
      event.preventDefault();
    } else if (event.key === "Escape") look({ village: -1 });
    else if (event.key === "+" || event.key === "=") zoom(layers, 0.7, top);
    else if (event.key === "-") zoom(layers, 1.4, top);
    else if (event.key === "Enter" && looking.village >= 0) document.getElementById("village")?.focus();
  });
  host.append(zoomButtons(layers, top, frame));
  frame();
  load();
  return layers;
}

/** @param {Layers} layers @param {() => void} top @param {() => void} frame */
function zoomButtons(layers, top, frame) {
  const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ act) =>
    make("button", { type: "button", "data-label": label, text: sign, onclick: act });
  return make("div", { class: "zoom" },
    button("+", "zoom_in", () => zoom(layers, 0.7, top)), button("−", "zoom_out", () => zoom(layers, 1.4, top)),
    button("◎", "zoom_touched", frame),
    button("▢", "zoom_whole", () => { layers.show(fitted([0, 0, ...grid()])); top(); }));
}

/** Unions of the scenario that exist in the month shown, wider the more runs formed them. */
function tiesNow() {
  const runs = page.comparison.runs;
  return page.comparison.unions
    .filter((/** @type {any} */ one) => one.scenario === looking.scenario && one.formed > 0)
    .filter((/** @type {any} */ one) => one.from === null || one.from < looking.month || looking.month === months())
    .map((/** @type {any} */ one) => ({ lead: one.lead, members: one.members, width: 1 + (3 * one.formed) / runs, solid: one.alive > 0 }));
}

/** Whom to name: members of unions first, then whoever moved most, if they are in view. @param {Layers} layers */
function named(layers) {
  const members = tiesNow().flatMap((/** @type {any} */ one) => one.members);
  const moved = layers.scale > 0.14
    ? Array.from(layers.level, (level, row) => [Math.abs(level), row]).sort((a, b) => b[0] - a[0]).map(([, row]) => row)
    : [];
  return [...new Set([...members, ...moved])];
}

/** A little air around what is shown. @param {number[]} box */
function fitted([x, y, width, height]) {
  const air = 0.02 * Math.max(width, height);
  return [x - air, y - air, width + 2 * air, height + 2 * air];
}

/** @param {Layers} layers @param {number} factor @param {() => void} top */
function zoom(layers, factor, top) {
  const [x, y, width, height] = layers.box;
  const [cx, cy] = looking.village >= 0 ? [seats[2 * looking.village], seats[2 * looking.village + 1]] : [x + width / 2, y + height / 2];
  const most = 1.1 * Math.max(...grid());
  const grown = Math.min(Math.max(factor, 200 / width), most / width);
  layers.show([cx - (grown * width) / 2, cy - (grown * height) / 2, grown * width, grown * height]);
  top();
}

/** Move the view if the chosen village is out of it. @param {Layers} layers */
function reveal(layers) {
  if (looking.village < 0) return;
  const [x, y] = layers.onScreen(looking.village);
  const { clientWidth, clientHeight } = layers.host;
  if (x > 8 && y > 8 && x < clientWidth - 8 && y < clientHeight - 8) return;
  const [, , width, height] = layers.box;
  layers.show([seats[2 * looking.village] - width / 2, seats[2 * looking.village + 1] - height / 2, width, height]);
}

/** The village under the pointer; -1 far from any. @param {Layers} layers @param {MouseEvent} event */
function under(layers, event) {
  const [x, y] = layers.onGrid(event.offsetX, event.offsetY);
  const row = nearest(x, y);
  const away = Math.hypot(seats[2 * row] - x, seats[2 * row + 1] - y);
  const ratio = window.devicePixelRatio || 1;
  const inside = layers.layers[0].isPointInPath(shapes[row], event.offsetX * ratio, event.offsetY * ratio);
  return inside || away * layers.scale < 12 ? row : -1;
}

/** The village nearest to the middle of the view. @param {Layers} layers */
const middle = (layers) => nearest(...layers.onGrid(layers.host.clientWidth / 2, layers.host.clientHeight / 2));
