// A student's page: the question, a guess, a plan drawn on the map, and what came of both.
import { guessBars, outcomeBars, whole } from "./bars.js";
import { page } from "./data.js";
import { make } from "./dom.js";
import { showDrawing } from "./draw.js";
import { Drawing } from "./drawing.js";
import { ids, loadPlaces } from "./places.js";
import { ranking } from "./ranking.js";
import { faultsLine, follow, send } from "./room.js";
import { roomMap } from "./roommap.js";
import { languageSwitch, onLanguage, pick, say } from "./words.js";

/** @type {any} */
let told = { phase: "choosing", lesson: "" };
let written = "";
let wrong = "";

async function learn() {
  document.documentElement.classList.add("js");
  await loadPlaces();
  languageSwitch();
  const host = /** @type {HTMLElement} */ (document.getElementById("learn"));
  const status = make("p", { "aria-live": "polite", id: "status" });
  const fault = make("p", { class: "wrong", role: "alert" });
  const [lesson, plan, out, plans] = ["lesson", "plan", "out", "plans"].map((id) => make("section", { id }));
  host.append(status, fault, lesson, plan, out, plans);
  const writeLesson = lessonPart(lesson, (body) => act("/room/guess", body));
  const writePlan = planPart(plan, (body) => act("/room/plan", body));
  const map = make("div", {});
  const table = make("div", {});
  const title = make("h2", {});
  plans.append(title, map, table);
  const showPlans = roomMap(map);
  const write = () => {
    status.textContent = `${told.number ? say("you_are", { number: told.number }) : ""} ${told.phase === "choosing" ? say("wait_for_teacher") : ""}`;
    fault.textContent = wrong;
    writeLesson();
    writePlan();
    out.replaceChildren(...cameOut());
    plans.hidden = !(told.phase === "shown" && told.ranking);
    title.textContent = say("room_map");
    if (plans.hidden) return;
    showPlans(told);
    table.replaceChildren(make("h2", { text: say("ranking") }), make("p", { class: "note", text: say("ranking_help") }), ranking(told.ranking, told.number));
  };
  const take = (/** @type {any} */ found) => {
    if (found?.phase) told = found;
    const key = JSON.stringify([told, wrong, document.documentElement.lang]);
    if (key !== written) write();
    written = key;
  };
  const act = async (/** @type {string} */ address, /** @type {any} */ body) => {
    const found = await send(address, body);
    wrong = found.phase ? "" : faultsLine(found.faults ?? []);
    take(found);
  };
  onLanguage(() => take(null));
  write();
  document.documentElement.dataset.ready = "";
  follow("student", take);
}

/** @param {HTMLElement} lesson @param {(body: any) => void} act */
function lessonPart(lesson, act) {
  const title = make("h2", {});
  const question = make("p", { class: "question" });
  const slider = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: 0, max: 100, step: 1, id: "slide", oninput: () => (box.value = slider.value) }));
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "number", min: 0, max: 100, step: "any", id: "guess", oninput: () => (slider.value = box.value) }));
  const label = make("label", { for: "guess" });
  const button = make("button", { id: "send-guess" });
  const form = make("form", { class: "row", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (box.value !== "") act({ guess: Number(box.value) }); } }, label, slider, box, button);
  const line = make("p", { "aria-live": "polite", id: "guess-line" });
  lesson.append(title, question, form, line);
  let of = "";
  return () => {
    lesson.hidden = told.phase === "choosing";
    if (lesson.hidden) return;
    if (of !== told.lesson + told.scenario) box.value = "";
    of = told.lesson + told.scenario;
    title.textContent = say(`lesson_${told.lesson}`);
    const preset = page.presets.find((/** @type {any} */ one) => one.key === told.scenario);
    question.textContent = say(`ask_${told.lesson}`, { scenario: preset ? pick(preset.label) : "" });
    form.hidden = told.phase !== "guessing";
    label.textContent = say("your_guess");
    slider.setAttribute("aria-label", say("your_guess"));
    button.textContent = say("send_guess");
    const given = told.guess === null ? "" : say(form.hidden ? "you_guessed" : "guess_taken", { guess: whole(told.guess) });
    line.textContent = `${form.hidden && told.phase === "running" ? say("guessing_over") : ""} ${given}`;
  };
}

/** @param {HTMLElement} plan @param {(body: any) => void} act */
function planPart(plan, act) {
  const drawing = new Drawing("strong_weak");
  const title = make("h2", {});
  const help = make("p", { class: "note" });
  const drawn = make("div", {});
  const button = make("button", { type: "button", id: "send-plan", onclick: () => act({ unions: wholePlan() }) });
  const line = make("p", { "aria-live": "polite", id: "plan-line" });
  plan.append(title, help, drawn, button, line);
  const wholePlan = () => drawing.unions.filter(({ members }) => members.length > 1).map(({ members, form, month }) => ({ members: members.map((row) => ids()[row]), form, month }));
  const facts = (/** @type {number} */ row) => say("village_facts", { income: page.income[row], households: page.households[row] });
  let shown = false;
  return () => {
    plan.hidden = told.lesson !== "planning" || told.phase !== "guessing";
    if (plan.hidden && !told.unions) return;
    if (!shown && !plan.hidden) showDrawing(drawn, drawing, { base: page.fifth, facts });
    shown = shown || !plan.hidden;
    title.textContent = say("draw_plan");
    help.textContent = say("plan_help");
    button.textContent = say("send_plan");
    const { unions, plan_done: done, plan_total: total, place, plan_faults: faults } = told;
    const waits = place && done < total ? ` ${say("plan_waits", { place })}` : "";
    line.textContent = !unions ? "" : faults.length ? say("lesson_failed", { faults: faultsLine(faults) }) : say("plan_sent", { unions, done, total }) + waits;
  };
}

function cameOut() {
  if (told.phase !== "shown") return [];
  const places = told.ranking?.find((/** @type {any} */ row) => row.student === told.number)?.ranks;
  const mine = places ? [make("p", { text: say("your_places", { places: page.measures.map((/** @type {any} */ one) => `${say(`measure_${one.key}`)} ${places[one.key]}`).join(" · ") }) })] : [];
  return [make("h2", { text: say("came_out") }), outcomeBars(told.bars), guessBars(told.guesses, told.bars[0][1], told.guess), ...mine,
    make("h2", { text: say("discuss") }), make("p", { class: "question", text: say(`talk_${told.lesson}`) })];
}

learn();
