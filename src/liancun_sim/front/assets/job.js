// A job of the server: sent, its place in the queue and its progress told, stopped, and what became of it.
import { make } from "./dom.js";
import { ask, post } from "./send.js";
import { onLanguage, say } from "./words.js";

const EVERY = 700; // milliseconds between looks
const OPEN = ["waiting", "running"];

/** @typedef {{id: string, state: string, place: number, done: number, total: number, note: string, first: number, faults: string[]}} Status */

/**
 * @param {HTMLElement} host where its line, bar and button stand
 * @param {(status: Status) => void} took told whenever it is looked at
 * @param {{done: string, running: string}} words keys of what is said of it
 * @returns {(question: any) => Promise<void>} what sends a question
 */
export function showJob(host, took, words) {
  /** @type {any} */
  let status = null;
  let asked = "";
  const line = make("p", { "aria-live": "polite", class: "job-line" });
  const bar = make("progress", { max: 1, hidden: true });
  const stop = make("button", { type: "button", "data-act": "cancel", hidden: true, onclick: async () => take(await post(`/questions/${asked}/cancel`, {})) });
  host.append(line, make("div", { class: "row" }, bar, stop));

  const running = () => {
    const { done, total, note, first } = status;
    const told = !total ? say("preparing") : done === total && words.running === "running" ? say("writing") : say(words.running, { done, total, note });
    return first ? `${told} ${say("narrowing")}` : told;
  };
  const write = () => {
    stop.textContent = say("cancel");
    bar.setAttribute("aria-label", say("progress"));
    if (!status) return;
    const { state, place, done, total, faults } = status;
    bar.hidden = stop.hidden = !OPEN.includes(state);
    if (total) bar.setAttribute("value", String(done / total));
    else bar.removeAttribute("value");
    const told = { waiting: () => say("waiting", { place }), running, done: () => say(words.done), cancelled: () => say("cancelled"),
      failed: () => `${say("failed")} ${faults.join(" ")}`, refused: () => faults.join(" ") };
    line.textContent = told[/** @type {keyof typeof told} */ (state)]();
    line.className = state === "failed" || state === "refused" ? "job-line wrong" : "job-line";
  };
  const take = (/** @type {any} */ found) => {
    if (!found.state) return;
    status = found;
    write();
    took(found);
  };
  const watch = async (/** @type {string} */ key) => {
    while (asked === key) {
      const found = await ask(`/questions/${key}`);
      if (asked !== key) return;
      take(found);
      if (found.state && !OPEN.includes(found.state)) return;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  };
  onLanguage(write);
  write();
  return async (question) => {
    const found = await post("/questions", question);
    asked = found.id ?? "";
    take(found.id ? found : { state: "refused", faults: found.faults ?? [] });
    if (asked) watch(asked);
  };
}
