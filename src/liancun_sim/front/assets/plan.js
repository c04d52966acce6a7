// Plans that the program finds: a few rules, the search as a job, its plans side by side, one taken onto the map.
import { page } from "./data.js";
import { make } from "./dom.js";
import { showJob } from "./job.js";
import { ids, rowOf, villageName, villages } from "./places.js";
import { ask } from "./send.js";
import { inEnglish, onLanguage, pick, say } from "./words.js";

const AIMS = ["lasting_unions", "income_poorest", "conversions", "yuan_per_yuan"];
const VILLAGES_A_UNION = 13;

/** @param {HTMLElement} host @param {import("./drawing.js").Drawing} drawing */
export function showPlans(host, drawing) {
  const rules = { unions: Math.max(1, Math.round(villages() / VILLAGES_A_UNION)), largest: 3, across: false, aim: AIMS[0], wan: "", simulate: true };
  /** @type {any} */
  let plans = null;
  let loaded = "";
  let taken = "";
  const fold = make("details", { id: "plans" });
  const head = make("summary", {});
  const form = make("div", {});
  const job = make("div", {});
  const found = make("div", {});
  fold.append(head, form, job, found);
  host.append(fold);

  const number = (/** @type {"unions" | "largest"} */ key, /** @type {number} */ low, /** @type {number} */ high) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "number", id: `plan-${key}`, min: low, max: high, value: rules[key], onchange: () => {
      rules[key] = Math.max(low, Math.min(high, Math.round(Number(box.value) || low)));
      box.value = String(rules[key]);
    } }));
    return make("label", {}, `${say(`plan_${key}`)} `, box);
  };
  const tick = (/** @type {"across" | "simulate"} */ key) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id: `plan-${key}`, checked: rules[key], onchange: () => (rules[key] = box.checked) }));
    return make("label", {}, box, ` ${say(`plan_${key}`)}`);
  };
  const write = () => {
    head.textContent = say("plan_search");
    const aim = /** @type {HTMLSelectElement} */ (make("select", { id: "plan-aim", onchange: () => (rules.aim = aim.value) },
      ...AIMS.map((key) => make("option", { value: key, text: say(`plan_aim_${key}`), selected: key === rules.aim }))));
    const budget = /** @type {HTMLInputElement} */ (make("input", { type: "number", id: "plan-budget", min: 0, step: "any", value: rules.wan, onchange: () => (rules.wan = budget.value) }));
    form.replaceChildren(make("p", { class: "note", text: say("plan_note") }),
      make("div", { class: "row" }, make("label", {}, `${say("plan_aim")} `, aim), number("unions", 1, 200), number("largest", 2, 5), make("label", {}, `${say("plan_budget")} `, budget)),
      make("div", { class: "row" }, tick("across"), tick("simulate")), make("button", { type: "button", id: "plan-run", class: "main", text: say("plan_run"), onclick: search }));
    show();
  };
  const send = showJob(job, async (status) => {
    if (status.state !== "done" || loaded === status.id) return;
    plans = await ask(`/answers/${status.id}/plans.json`);
    loaded = status.id;
    show();
  }, { done: "plan_done", running: "plan_running" });
  const search = () => {
    plans = null;
    loaded = taken = "";
    show();
    const { unions, largest, across, aim, wan, simulate } = rules;
    const plan = { unions, largest, across, aim, simulate, locked: drawing.held().map((row) => ids()[row]), ...(wan === "" ? {} : { yuan: 10000 * Number(wan) }) };
    send({ plan, county: page.county, language: document.documentElement.lang });
  };
  const take = (/** @type {any} */ plan) => {
    const unions = plan.unions.map((/** @type {any} */ one) => ({ members: rowsOf(one), form: one.form, month: one.month }));
    const count = drawing.take(unions);
    taken = say(count < unions.length ? "plan_taken_partly" : "plan_taken", { plan: pick(plan.name), count, all: unions.length });
    /** @type {HTMLElement} */ (found.querySelector("#plan-taken")).textContent = taken;
  };
  const row = (/** @type {any} */ plan) => make("tr", { class: plan.key === plans.told ? "chosen" : "" },
    make("th", { scope: "row" }, pick(plan.name), make("small", { text: plan.key === plans.told ? say("plan_told") : plan.tied ? say("plan_tied") : "" })),
    make("td", {}, make("button", { type: "button", "data-plan": plan.key, text: say("plan_take"), onclick: () => take(plan) })),
    ...[String(plan.unions.length), short(plan.predicted), plan.simulated === null ? "–" : withError(plan.simulated, plan.standard_error), short(plan.formed), money(plan.public_yuan)]
      .map((text) => make("td", { class: "n", text })));
  const show = () => {
    if (!plans?.plans) return found.replaceChildren();
    const columns = ["plan_name", "plan_map", "plan_count", "plan_predicted", "plan_simulated", "plan_formed", "plan_cost"];
    const reading = plans.plans[0]?.simulated === null ? "plan_only_predicted" : "plan_reading";
    found.replaceChildren(make("p", { class: "note", text: say(reading, { aim: pick(plans.aim), unit: pick(plans.unit) }) }),
      tableOf(say("plan_search"), columns.map((key) => say(key)), plans.plans.map(row)),
      make("p", { "aria-live": "polite", id: "plan-taken", text: taken }), ...plans.plans.map(unionsOf),
      make("p", {}, say("take_away") + (inEnglish() ? " " : ""), ...["report.html", "plan.xlsx", "plan.csv"].flatMap((name) => [make("a", { href: `/answers/${loaded}/${name}`, text: name, download: true }), " · "]).slice(0, -1)));
  };
  onLanguage(write);
  write();
}

/** A table that scrolls by itself. @param {string} label @param {string[]} columns @param {Node[]} lines */
function tableOf(label, columns, lines) {
  const head = make("tr", {}, ...columns.map((text, at) => make("th", { scope: "col", class: at > 1 ? "n" : "", text })));
  return make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": label }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines)));
}

/** Rows of a union's members, the lead first. @param {any} one */
const rowsOf = (one) => [one.lead, ...one.members.filter((/** @type {string} */ id) => id !== one.lead)].map(rowOf);

/** Which unions a plan has: members, chance with its range, cost. @param {any} plan */
function unionsOf(plan) {
  const lines = plan.unions.map((/** @type {any} */ one) => {
    const form = page.forms.find((/** @type {any} */ known) => known.key === one.form);
    const chance = one.chance === null ? "–" : say("plan_range", { chance: percent(one.chance), low: percent(one.chance_low_5), high: percent(one.chance_high_95) });
    return make("tr", {}, make("th", { scope: "row", text: rowsOf(one).map(villageName).join("、") }), make("td", { text: form ? pick(form.label) : one.form }),
      ...[String(one.month), chance, money(one.cost_if_formed)].map((text) => make("td", { class: "n", text })));
  });
  const columns = ["plan_members", "form", "month_of_start", "plan_chance", "plan_cost_formed"].map((key) => say(key));
  return make("details", {}, make("summary", { text: say("plan_unions_of", { plan: pick(plan.name), count: plan.unions.length }) }), tableOf(pick(plan.name), columns, lines));
}

/** @param {number | null} value */
const short = (value) => (value === null ? "–" : String(Number(value.toPrecision(3))));
/** A mean with its standard error, both to the error's second digit. @param {number} mean @param {number | null} error */
function withError(mean, error) {
  const places = error ? Math.max(0, 1 - Math.floor(Math.log10(error))) : 1;
  return `${mean.toFixed(places)} ± ${error === null ? "–" : error.toFixed(places)}`;
}
/** @param {number} value */
const percent = (value) => Math.round(100 * value);
/** Money in units of ten thousand yuan. @param {number | null} yuan */
const money = (yuan) => (yuan === null ? "–" : say("plan_money", { wan: Number((yuan / 10000).toPrecision(3)) }));
