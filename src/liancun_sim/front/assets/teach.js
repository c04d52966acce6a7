// The teacher's page, for a projector: how to come in, the question, the guesses, what came out, what to talk about.
import { guessBars, outcomeBars, whole } from "./bars.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { loadPlaces } from "./places.js";
import { ranking } from "./ranking.js";
import { faultsLine, follow, send } from "./room.js";
import { roomMap } from "./roommap.js";
import { languageSwitch, onLanguage, pick, say } from "./words.js";

/** @type {any} */
let told = { phase: "choosing", lesson: "", students: 0, gone: 0, guesses: [], faults: [] };
let written = "";

async function teach() {
  document.documentElement.classList.add("js");
  await loadPlaces();
  languageSwitch();
  const host = /** @type {HTMLElement} */ (document.getElementById("teach"));
  const [entry, chooser, lesson, out, plans] = ["entry", "chooser", "lesson", "out", "plans"].map((id) => make("section", { id }));
  host.append(entry, chooser, lesson, out, plans);
  const parts = lessonParts(lesson);
  const map = make("div", {});
  const table = make("div", {});
  const titles = [make("h2", {}), make("h2", {})];
  plans.append(titles[0], map, titles[1], table);
  const showPlans = roomMap(map);
  const write = () => {
    entry.hidden = told.phase !== "choosing" && told.phase !== "guessing";
    writeEntry(entry);
    writeChooser(chooser);
    parts();
    out.replaceChildren(...cameOut());
    plans.hidden = !(told.phase === "shown" && told.ranking);
    titles.forEach((one, i) => (one.textContent = say(["room_map", "ranking"][i])));
    if (plans.hidden) return;
    showPlans(told);
    table.replaceChildren(make("p", { class: "note", text: say("ranking_help") }), ranking(told.ranking, 0));
  };
  const take = (/** @type {any} */ found) => {
    if (found?.phase) told = found;
    const key = JSON.stringify([told, document.documentElement.lang]);
    if (key !== written) write(); // what has not changed keeps its focus
    written = key;
  };
  listen(take);
  onLanguage(() => take(null));
  write();
  document.documentElement.dataset.ready = "";
  follow("teacher", take);
}

/** @type {(found: any) => void} */
let take = () => {};
const listen = (/** @type {(found: any) => void} */ how) => (take = how);
const act = async (/** @type {string} */ address, /** @type {any} */ body) => take(await send(address, body));

/** @param {HTMLElement} entry */
function writeEntry(entry) {
  entry.replaceChildren(
    make("img", { src: page.qr, alt: say("qr"), width: 240, height: 240 }),
    make("div", {}, make("p", { text: say("come_in", { link: page.link }) }), make("p", { class: "code", text: page.code }),
      make("p", { "aria-live": "polite", id: "in-room", text: inRoom() })));
}

/** Whose page is open, and of those who left whose guess or plan counts. */
function inRoom() {
  const { students = 0, gone = 0 } = told;
  return [say("in_room", { students }), ...(gone ? [say("in_room_gone", { gone })] : [])].join(" · ");
}

/** @param {HTMLElement} chooser */
function writeChooser(chooser) {
  if (chooser.dataset.lang === document.documentElement.lang && chooser.dataset.lesson === told.lesson) return;
  Object.assign(chooser.dataset, { lang: document.documentElement.lang, lesson: told.lesson });
  const presets = /** @type {HTMLSelectElement} */ (make("select", { id: "preset" }, ...page.presets.map((/** @type {any} */ one) => make("option", { value: one.key, text: pick(one.label) }))));
  if (told.scenario) presets.value = told.scenario;
  const buttons = page.lessons.map((/** @type {string} */ key) => make("button", { type: "button", "data-lesson": key, "aria-pressed": String(key === told.lesson), text: say(`lesson_${key}`),
    onclick: () => act("/room/choose", { lesson: key, scenario: presets.value }) }));
  chooser.replaceChildren(make("h2", { text: say("choose_lesson") }), make("div", { class: "row" }, ...buttons),
    make("label", { class: "note", for: "preset" }, `${say("preset_of")} `, presets));
}

/** The question and how far it is; elements stay, so that a button keeps its focus. @param {HTMLElement} lesson */
function lessonParts(lesson) {
  const title = make("h2", {});
  const question = make("p", { class: "question" });
  const count = make("p", { "aria-live": "polite" });
  const bars = make("div", {});
  const run = make("button", { type: "button", id: "run", onclick: () => act("/room/run", {}) });
  const progress = make("p", { "aria-live": "polite" });
  lesson.append(title, question, count, bars, run, progress);
  return () => {
    const { phase, guesses, guessed, students, gone, plans, done, total, faults, middle } = told;
    lesson.hidden = phase === "choosing";
    if (lesson.hidden) return;
    title.textContent = say(`lesson_${told.lesson}`);
    question.textContent = asked(told);
    const parts = [say("guessed", { guessed, students: students + gone }), ...(told.lesson === "planning" ? [say("plans_in", { plans })] : []), ...(middle === null ? [] : [say("middle", { middle: whole(middle) })])];
    count.textContent = parts.join(" · ");
    bars.replaceChildren(guessBars(guesses, phase === "shown" ? told.bars[0][1] : null));
    run.hidden = phase === "shown" || (phase === "running" && !faults.length);
    run.textContent = say(phase === "running" ? "run_again" : "run_lesson");
    progress.textContent = phase !== "running" ? "" : faults.length ? say("lesson_failed", { faults: faultsLine(faults) }) : say("running_lesson", { done, total });
    progress.className = faults.length && phase === "running" ? "wrong" : "";
  };
}

/** What is asked in a lesson. @param {any} of */
export function asked(of) {
  const preset = page.presets?.find((/** @type {any} */ one) => one.key === of.scenario);
  return say(`ask_${of.lesson}`, { scenario: preset ? pick(preset.label) : "" });
}

function cameOut() {
  if (told.phase !== "shown") return [];
  return [make("h2", { text: say("came_out") }), outcomeBars(told.bars), make("h2", { text: say("discuss") }), make("p", { class: "question", text: say(`talk_${told.lesson}`) })];
}

teach();
