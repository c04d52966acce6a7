// The page that asks: a question is put together, kept in the address, sent, and its answer shown below.
import { showAnswer } from "./answer.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { showDrawing } from "./draw.js";
import { Drawing } from "./drawing.js";
import { showCounty } from "./open.js";
import { showPlans } from "./plan.js";
import { showAssumptions } from "./assume.js";
import { ids, loadPlaces, rowOf } from "./places.js";
import { settingLine } from "./setting.js";
import { languageSwitch, onLanguage, pick, say } from "./words.js";

/** @type {{scenarios: string[], sets: Record<string, string>, assumed: Record<string, string>, against: string, months: number, replications: number, seed: number}} */
const asked = { scenarios: [], sets: {}, assumed: {}, against: "baseline", months: 60, replications: 4, seed: 1 };
const drawing = new Drawing("strong_weak");
let wanted = ""; // the county the link was made for, if it is another one
let kept = ""; // the question of such a link

/** The question as it is sent. */
function whole() {
  const unions = drawing.unions.filter(({ members }) => members.length > 1)
    .map(({ members, form, month, locked }) => ({ members: members.map((row) => ids()[row]), form, month, ...(locked ? { locked } : {}) }));
  const locks = drawing.locks.map((row) => ids()[row]);
  const used = new Set(asked.scenarios.flatMap((key) => page.scenarios.find((/** @type {any} */ one) => one.key === key)?.policies ?? []));
  const set = [...Object.entries(asked.sets).filter(([key]) => used.has(key.split(".")[0])), ...Object.entries(asked.assumed)];
  const { scenarios, against, months, replications, seed } = asked;
  const sets = Object.fromEntries(set.filter(([, value]) => value !== ""));
  return { scenarios, ...(against === "baseline" ? {} : { against }), months, replications, seed, sets, unions, ...(locks.length ? { locks } : {}) };
}

/** Keep the question in the address: a link is the question. */
function remember() {
  if (wanted) return; // until its county is open, the link stays what it is
  history.replaceState(null, "", `#${new URLSearchParams({ q: JSON.stringify(whole()), county: page.county })}`);
}

/** The address of this question for a county: of the link's own if that is the one, else without drawn unions. @param {string} county */
function addressFor(county) {
  const q = county === wanted ? kept : JSON.stringify({ ...whole(), unions: county === page.county ? whole().unions : [] });
  return `/${county === page.ours ? "" : `?${new URLSearchParams({ county })}`}#${new URLSearchParams({ q, county })}`;
}

function recall() {
  const told = new URLSearchParams(location.hash.slice(1));
  try {
    const found = JSON.parse(told.get("q") ?? "{}");
    const known = page.scenarios.map((/** @type {any} */ one) => one.key);
    asked.scenarios = (found.scenarios ?? []).filter((/** @type {string} */ key) => known.includes(key));
    if (found.against === "drawn" || known.includes(found.against)) asked.against = found.against;
    for (const key of /** @type {const} */ (["months", "replications", "seed"])) if (Number.isInteger(found[key])) asked[key] = found[key];
    for (const [key, value] of Object.entries(found.sets ?? {})) {
      (key.split(".")[0] in page.policies ? asked.sets : asked.assumed)[key] = String(value);
    }
    const county = told.get("county") ?? new URLSearchParams(location.search).get("county") ?? page.county;
    if (county !== page.county) [wanted, kept] = [county, told.get("q") ?? "{}"];
    else {
      drawing.unions = (found.unions ?? []).map((/** @type {any} */ one) => ({ members: one.members.map(rowOf), form: String(one.form), month: Number(one.month) || 0, ...(one.locked ? { locked: true } : {}) }))
        .filter((/** @type {any} */ one) => one.members.every((/** @type {number} */ row) => row >= 0));
      drawing.locks = (found.locks ?? []).map(rowOf).filter((/** @type {number} */ row) => row >= 0);
    }
  } catch {
    // an address that is no question is an empty page
  }
  if (!asked.scenarios.length && !drawing.unions.length) asked.scenarios = [page.scenarios[0].key];
}

/** @param {any} one */
function strategy(one) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id: `s-${one.key}`, checked: asked.scenarios.includes(one.key), onchange: () => {
    asked.scenarios = box.checked ? [...asked.scenarios, one.key] : asked.scenarios.filter((key) => key !== one.key);
    remember();
  } }));
  const settings = one.policies.map((/** @type {string} */ policy) => {
    const fold = make("details", {}, make("summary", { text: say("settings_of", { policy: pick(page.policies[policy].label) }) }));
    fold.addEventListener("toggle", () => fold.childElementCount === 1 && fold.append(...levers(policy)));
    return fold;
  });
  return make("li", {}, make("label", { for: box.id }, box, ` ${pick(one.label)}`), ...settings);
}

/** @param {string} policy */
function levers(policy) {
  const lines = page.policies[policy].levers.map((/** @type {any} */ one) => settingLine(one, asked.sets[`${policy}.${one.name}`] ?? "", (value) => {
    asked.sets[`${policy}.${one.name}`] = value;
    remember();
  }));
  return [make("p", { class: "note", text: say("setting_note") }), ...lines];
}

/** @param {"months" | "replications" | "seed"} key @param {number} low @param {number} high */
function size(key, low, high) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "number", min: low, max: high, value: asked[key], id: key, onchange: () => {
    asked[key] = Math.max(low, Math.min(high, Math.round(Number(box.value) || low)));
    box.value = String(asked[key]);
    remember();
  } }));
  return make("label", { for: key }, `${say(key)} `, box);
}

/** What the scenarios are held against: no policy, another scenario, or what is drawn. */
function against() {
  const listed = [["baseline", say("no_policy")], ["drawn", say("drawn_unions")], ...page.scenarios.map((/** @type {any} */ one) => [one.key, pick(one.label)])];
  const box = /** @type {HTMLSelectElement} */ (make("select", { id: "against", onchange: () => {
    asked.against = box.value;
    remember();
  } }, ...listed.map(([key, text]) => make("option", { value: key, text, selected: key === asked.against }))));
  return make("label", { for: "against" }, `${say("against")} `, box);
}

async function start() {
  document.documentElement.classList.add("js");
  await loadPlaces();
  recall();
  const host = /** @type {HTMLElement} */ (document.getElementById("ask"));
  const forms = make("section", {});
  const drawn = make("section", {});
  const sizes = make("section", {});
  const answer = make("section", { id: "answer" });
  const land = make("section", { id: "county" });
  const assumed = make("section", {});
  host.append(land, make("div", { class: "first" }, forms, drawn), sizes, assumed, answer);
  showAssumptions(assumed, asked.assumed, remember);
  showCounty(land, { wanted, address: addressFor });
  const send = showAnswer(answer, whole);
  const title = make("h2", {});
  drawn.append(title);
  const write = () => {
    document.title = document.querySelector("h1")?.textContent ?? "";
    const lines = page.scenarios.map(strategy);
    const rest = make("details", {}, make("summary", { text: say("more_strategies", { count: lines.length - page.leading }) }), make("ul", { class: "strategies" }, ...lines.slice(page.leading)));
    forms.replaceChildren(make("h2", { text: say("strategies") }), make("ul", { class: "strategies" }, ...lines.slice(0, page.leading)), rest);
    title.textContent = say("draw");
    sizes.replaceChildren(make("h2", { text: say("size") }), make("div", { class: "row" }, against()), make("div", { class: "row" }, size("months", 1, 120), size("replications", 1, 32), size("seed", 0, 1000000),
      make("button", { type: "button", id: "run", text: say("run_now"), onclick: send })));
  };
  languageSwitch();
  showPlans(drawn, drawing);
  showDrawing(drawn, drawing, { locking: true });
  const fill = drawing.changed;
  drawing.changed = () => {
    fill();
    remember();
  };
  onLanguage(write);
  write();
  document.documentElement.dataset.ready = "";
}

start();
