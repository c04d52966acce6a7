// Why a village stands where it does: who proposed what to it, how it was answered, what stood in the way, what became of it.
import { page, unpackText } from "./data.js";
import { make } from "./dom.js";
import { monthName } from "./fields.js";
import { gained, percent } from "./numbers.js";
import { villageName } from "./places.js";
import { look, looking } from "./state.js";
import { inEnglish, nameOf, pick, say } from "./words.js";

/** @type {any[]} */
let proposals = [];

/** Make ready what was proposed. */
export async function loadProposals() {
  proposals = JSON.parse(await unpackText(page.comparison.proposals));
}

/** @param {number} row @returns {HTMLElement[]} */
export function why(row) {
  const { treated } = page.comparison;
  const mine = proposals.filter((one) => one.scenario === looking.scenario && one.members.includes(row));
  const parts = [];
  const reached = treated[looking.scenario]?.[row] ?? 0;
  parts.push(make("p", { text: say(reached ? "reached_in" : "reached_never", { share: percent(reached) }) }));
  if (!mine.length) parts.push(make("p", { text: say("never_proposed") }));
  else {
    const passed = mine.filter((/** @type {any} */ one) => one.formed !== null).length;
    const runs = new Set(mine.map((/** @type {any} */ one) => one.run)).size;
    parts.push(make("p", { text: say("proposed_in", { runs, of: page.comparison.runs, passed, count: mine.length }) }));
    parts.push(make("ol", { class: "why" }, ...mine.map((/** @type {any} */ one) => proposal(one, row))));
  }
  const terms = termsOf(row);
  return terms ? [...parts, make("p", { class: "note", text: say("terms_note") }), terms] : parts;
}

/** One proposal: partners, rounds, and what became of it. @param {any} one @param {number} row */
function proposal(one, row) {
  const partners = one.members.filter((/** @type {number} */ other) => other !== row).map((/** @type {number} */ other) =>
    make("button", { type: "button", class: "link", text: villageName(other), onclick: () => look({ village: other }) }));
  const head = make("p", {}, `${say("run", { run: one.run })} · ${nameOf(one.form)} · `, ...between(partners), one.lead === row ? ` · ${say("leads")}` : "");
  const rounds = one.rounds.map((/** @type {any[]} */ round, /** @type {number} */ i) => make("li", { text: roundWords(round, i + 1) }));
  return make("li", {}, head, make("ul", {}, ...rounds, make("li", { text: endWords(one, row) })));
}

/** @param {HTMLElement[]} buttons @returns {(Node | string)[]} */
const between = (buttons) => buttons.flatMap((button, i) => (i ? ["、", button] : [button]));

/** @param {any[]} round @param {number} count */
function roundWords([month, threshold, stated, wanted, outcome, reason, obstacle], count) {
  const when = month === null || month < 0 ? "–" : monthName(month, inEnglish());
  if (wanted === null) return say("round_unasked", { count, when, outcome: nameOf(reason || outcome) });
  const told = say("round", { count, when, stated: percent(stated), wanted: percent(wanted), threshold: percent(threshold), outcome: nameOf(outcome) });
  const hindered = obstacle && obstacle !== "none" ? say("hindered", { obstacle: obstacle.split(";").map(nameOf).join(say("list_between")) }) : "";
  return [told, hindered].filter(Boolean).join(inEnglish() ? " " : "");
}

/** What became of it, for this village. @param {any} one @param {number} row */
function endWords(one, row) {
  if (one.formed === null) return say("not_formed");
  const left = one.ends.find((/** @type {any[]} */ end) => end[0] === row);
  if (left) {
    const [, month, event, reason, believed, brought] = left;
    const words = { when: monthName(month, inEnglish()), reason: nameOf(reason || event), believed: gained(believed), brought: gained(brought) };
    return say(event === "left" ? "left" : "dissolved", words);
  }
  const words = one.last ? { months: one.last[0], believed: gained(one.last[1]), brought: gained(one.last[2]), wanted: percent(one.last[4]) } : null;
  return say(one.alive ? "lasts" : "ended") + (words ? (inEnglish() ? " " : "") + say("last_seen", words) : "");
}

/** The terms of attitude at its last consultation, as bars around zero. @param {number} row */
function termsOf(row) {
  const { terms } = page.comparison;
  const values = terms.values[looking.scenario]?.[row];
  if (!values) return null;
  const most = Math.max(...values.map((/** @type {number | null} */ value) => Math.abs(value ?? 0))) || 1;
  const lines = terms.names.map((/** @type {string[]} */ name, /** @type {number} */ i) => {
    const value = values[i];
    if (!value) return null;
    const width = (50 * Math.abs(value)) / most;
    const bar = make("span", { class: value < 0 ? "bar minus" : "bar plus" });
    bar.style.setProperty("--width", `${width}%`);
    return make("li", {}, make("span", { text: pick(name) }), bar, make("span", { class: "n", text: `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(2)}` }));
  });
  return make("ul", { class: "terms" }, ...lines);
}
