// The page that asks: a question is put together, kept in the address, sent, and its answer shown below.
import { showAnswer } from "./answer.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { showDrawing } from "./draw.js";
import { Drawing } from "./drawing.js";
import { showCounty } from "./open.js";
import { ids, loadPlaces, rowOf } from "./places.js";
import { languageSwitch, onLanguage, pick, say } from "./words.js";

/** @type {{scenarios: string[], sets: Record<string, string>, months: number, replications: number, seed: number}} */
const asked = { scenarios: [], sets: {}, months: 60, replications: 4, seed: 1 };
const drawing = new Drawing("strong_weak");
let wanted = ""; // the county the link was made for, if it is another one
let kept = ""; // the question of such a link

/** The question as it is sent. */
function whole() {
  const unions = drawing.unions.filter(({ members }) => members.length > 1)
    .map(({ members, form, month }) => ({ members: members.map((row) => ids()[row]), form, month }));
  const used = new Set(asked.scenarios.flatMap((key) => page.scenarios.find((/** @type {any} */ one) => one.key === key)?.policies ?? []));
  const sets = Object.fromEntries(Object.entries(asked.sets).filter(([key, value]) => value !== "" && used.has(key.split(".")[0])));
  return { ...asked, sets, unions };
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
    for (const key of /** @type {const} */ (["months", "replications", "seed"])) if (Number.isInteger(found[key])) asked[key] = found[key];
    for (const [key, value] of Object.entries(found.sets ?? {})) asked.sets[key] = String(value);
    const county = told.get("county") ?? new URLSearchParams(location.search).get("county") ?? page.county;
    if (county !== page.county) [wanted, kept] = [county, told.get("q") ?? "{}"];
    else {
      drawing.unions = (found.unions ?? []).map((/** @type {any} */ one) => ({ members: one.members.map(rowOf), form: String(one.form), month: Number(one.month) || 0 }))
        .filter((/** @type {any} */ one) => one.members.every((/** @type {number} */ row) => row >= 0));
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
  const lines = page.policies[policy].levers.map((/** @type {any} */ one) => {
    const key = `${policy}.${one.name}`;
    const value = asked.sets[key] ?? "";
    const keep = (/** @type {Event} */ event) => {
      asked.sets[key] = /** @type {HTMLInputElement} */ (event.target).value;
      remember();
    };
    const input = one.kind === "choice" || one.kind === "yes_no" ? choice(one, value, keep)
      : make("input", { type: "number", step: one.kind === "integer" ? 1 : "any", min: one.low, max: one.high, value, placeholder: one.value ?? "", onchange: keep });
    const range = one.plausible ? say("range_of", { value: one.value ?? "–", low: one.plausible[0], high: one.plausible[1] }) : String(one.value ?? "–");
    return make("label", { class: "lever", title: pick(one.source) }, make("span", { text: pick(one.label) }), input, make("span", { class: "note", text: `${range} ${pick(one.unit)}` }));
  });
  return [make("p", { class: "note", text: say("setting_note") }), ...lines];
}

/** @param {any} one @param {string} value @param {(event: Event) => void} keep */
function choice(one, value, keep) {
  const listed = one.kind === "yes_no" ? [["true", "✓"], ["false", "✗"]] : one.choices.map((/** @type {any} */ made) => [made.key, pick(made.label)]);
  return make("select", { onchange: keep }, ...[["", "–"], ...listed].map(([key, text]) => make("option", { value: key, text, selected: key === value })));
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
  host.append(land, make("div", { class: "first" }, forms, drawn), sizes, answer);
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
    sizes.replaceChildren(make("h2", { text: say("size") }), make("div", { class: "row" }, size("months", 1, 120), size("replications", 1, 32), size("seed", 0, 1000000),
      make("button", { type: "button", id: "run", text: say("run_now"), onclick: send })));
  };
  languageSwitch();
  showDrawing(drawn, drawing);
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
