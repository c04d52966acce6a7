// Drawing unions on the map: by pointer and by keyboard, with what is wrong told while drawing.
import { Layers } from "./canvas.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { apart } from "./drawing.js";
import { grid, nearest, seats, towards, townOf, villageName, villages } from "./places.js";
import { onLanguage, pick, say, together, translate } from "./words.js";

const NAMED_FROM = 0.14; // pixels to a step of the grid: from here on every village is named
const LOCKED = -5; // the class a locked village is painted in

/**
 * @param {HTMLElement} host @param {import("./drawing.js").Drawing} drawing
 * @param {{base?: number[], facts?: (row: number) => string, locking?: boolean}} beside classes that colour the land, on which what is drawn is
 * hatched; what else is told of a village; whether there are locks
 */
export function showDrawing(host, drawing, { base, facts, locking = false } = {}) {
  const stage = make("div", { class: "stage", tabindex: 0, role: "application", "data-label": "map_label", "aria-describedby": "draw-help" });
  const live = make("p", { class: "note", "aria-live": "polite", id: "draw-live" });
  const list = make("ol", { class: "unions" });
  const bar = make("div", { class: "row" });
  const help = make("p", { class: "note", id: "draw-help" });
  host.append(help, bar, make("div", { class: "map" }, stage), live, list);
  const layers = new Layers(stage);
  const levels = new Int8Array(villages());
  let cursor = -1;

  const whole = () => {
    const air = 0.02 * Math.max(...grid());
    layers.show([-air, -air, grid()[0] + 2 * air, grid()[1] + 2 * air]);
    layers.colour(levels);
  };
  const paint = () => {
    const sign = base ? -1 : 1;
    levels.forEach((_, row) => (levels[row] = base?.[row] ?? 0));
    drawing.unions.forEach(({ members }, place) => members.forEach((row) => (levels[row] = sign * (place === drawing.current ? 4 : 2))));
    const ties = drawing.unions.filter(({ members }) => members.length).map(({ members }) => ({ lead: members[0], members, width: 2.5, solid: !apart(members).length }));
    drawing.locks.forEach((row) => (levels[row] = LOCKED));
    layers.colour(levels);
    const close = layers.scale > NAMED_FROM ? Array.from(levels, (_, row) => row) : [];
    const named = [...new Set([...drawing.unions.flatMap(({ members }) => members), ...drawing.locks, ...close])];
    layers.top({ ties, chosen: cursor, marked: drawing.unions[drawing.current]?.members ?? [], named });
  };
  const told = (/** @type {number} */ row) => [villageName(row), townOf(row), ...(facts ? [facts(row)] : [])].reduce(together);
  let telling = () => ""; // what was told last, for who changes the language
  const tell = (/** @type {() => string} */ words) => {
    telling = words;
    live.textContent = words();
  };
  const toggle = (/** @type {number} */ row) => {
    cursor = row;
    const why = drawing.toggle(row);
    const number = 1 + (why === "taken" ? drawing.unionOf(row) : drawing.current);
    const members = [...(drawing.unions[drawing.current]?.members ?? [])];
    tell(() => (why ? say(why, { village: villageName(row), number }) : `${told(row)} · ${state(members)}`));
    paint();
  };
  const fill = () => {
    list.replaceChildren(...drawing.unions.map((union, place) => line(drawing, union, place, locking, (row) => {
      cursor = row;
      const [width, height] = [grid()[0] / 4, grid()[1] / 4];
      layers.show([seats[2 * row] - width / 2, seats[2 * row + 1] - height / 2, width, height]);
      paint();
      stage.focus();
    })));
    const button = (/** @type {string} */ key, /** @type {() => void} */ act, off = false) => make("button", { type: "button", "data-act": key, disabled: off, text: say(key), onclick: act });
    bar.replaceChildren(button("new_union", () => drawing.next()), button("undo", () => drawing.undo(), !drawing.past.length),
      button("redo", () => drawing.redo(), !drawing.future.length), button("zoom_whole", () => { whole(); paint(); }), button("zoom_in", () => zoom(0.6)), button("zoom_out", () => zoom(1 / 0.6)),
      ...(locking ? [button("lock_village", lock, cursor < 0)] : []));
    paint();
  };
  const write = () => {
    help.textContent = say("draw_help") + (locking ? ` ${say("lock_help")}` : "");
    translate(host);
    live.textContent = telling();
    fill();
  };

  const zoom = (/** @type {number} */ factor) => {
    const [x, y, width, height] = layers.box;
    const [cx, cy] = cursor >= 0 ? [seats[2 * cursor], seats[2 * cursor + 1]] : [x + width / 2, y + height / 2];
    const grown = Math.min(1.1 * Math.max(...grid()), Math.max(300, factor * width));
    layers.show([cx - grown / 2, cy - (grown * height) / width / 2, grown, (grown * height) / width]);
    paint();
  };
  const lock = () => {
    if (cursor < 0) return;
    drawing.lock(cursor);
    const [key, row] = [drawing.locks.includes(cursor) ? "locked_now" : "unlocked_now", cursor];
    tell(() => say(key, { village: villageName(row) }));
  };

  stage.addEventListener("click", (event) => toggle(nearest(...layers.onGrid(event.offsetX, event.offsetY))));
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      cursor = cursor < 0 ? nearest(grid()[0] / 2, grid()[1] / 2) : towards(cursor, step);
      const row = cursor;
      tell(() => told(row));
      fill();
    } else if ((event.key === "Enter" || event.key === " ") && cursor >= 0) toggle(cursor);
    else if (event.key === "+" || event.key === "=") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
    else if (event.key.toLowerCase() === "l" && locking) lock();
    else if (event.key.toLowerCase() === "n") drawing.next();
    else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) event.shiftKey ? drawing.redo() : drawing.undo();
    else return;
    event.preventDefault();
  });
  drawing.changed = fill;
  onLanguage(write);
  whole();
  write();
  new ResizeObserver(() => { whole(); paint(); }).observe(stage);
}

/** One union as a line: members, form, month, and what is wrong with it. */
function line(/** @type {import("./drawing.js").Drawing} */ drawing, /** @type {import("./drawing.js").Drawn} */ union, /** @type {number} */ place, /** @type {boolean} */ locking, /** @type {(row: number) => void} */ show) {
  const forms = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": say("form"), disabled: union.locked, onchange: () => drawing.step(() => (union.form = forms.value)) },
    ...page.forms.map((/** @type {any} */ one) => make("option", { value: one.key, text: pick(one.label), selected: one.key === union.form }))));
  const month = /** @type {HTMLInputElement} */ (make("input", { type: "number", min: 0, max: 120, value: union.month, disabled: union.locked, "aria-label": say("month_of_start"),
    onchange: () => drawing.step(() => (union.month = Math.max(0, Math.min(120, Math.round(Number(month.value) || 0))))) }));
  const here = make("button", { type: "button", "aria-pressed": String(place === drawing.current), text: say("union_number", { number: place + 1 }),
    onclick: () => { drawing.current = place; drawing.changed(); } });
  const away = apart(union.members);
  const jump = away.length ? make("button", { type: "button", class: "link", "data-act": "show_apart", text: say("show_apart"), onclick: () => show(away[0]) }) : null;
  const remove = make("button", { type: "button", class: "link", disabled: drawing.holds(union), text: say("remove"), onclick: () => drawing.remove(place) });
  const lock = locking ? make("button", { type: "button", class: "link", "data-act": "lock_union", "aria-pressed": String(Boolean(union.locked)), text: say(union.locked ? "unlock_union" : "lock_union"), onclick: () => drawing.lockUnion(place) }) : null;
  return make("li", {}, here, ` ${union.members.map(villageName).join("、")} `, make("span", { class: away.length ? "wrong" : "note", text: state(union.members) }), jump,
    make("span", { class: "row" }, forms, make("label", { class: "note" }, `${say("month_of_start")} `, month), lock, remove));
}

/** @param {number[]} members */
function state(members) {
  if (members.length < 2) return say(members.length ? "one_village" : "empty_union");
  const away = apart(members);
  return away.length ? say("apart", { village: villageName(away[0]) }) : say("connected");
}
