// Sending a question and showing its answer: the place in the queue, progress, the first pair, then all of it.
import { page } from "./data.js";
import { make } from "./dom.js";
import { ask, post } from "./send.js";
import { onLanguage, say } from "./words.js";

const EVERY = 700; // milliseconds between looks

/** @param {HTMLElement} host @param {() => any} question @returns {() => void} what sends the question */
export function showAnswer(host, question) {
  /** @type {any} */
  let status = null;
  let asked = "";
  let shown = "";
  const line = make("p", { "aria-live": "polite" });
  const bar = make("progress", { max: 1 });
  const files = make("p", {});
  const frame = make("iframe", { title: "report", hidden: true });
  const stop = make("button", { type: "button", id: "cancel", onclick: () => post(`/questions/${asked}/cancel`, {}).then(take) });
  const title = make("h2", {});
  host.append(title, line, make("div", { class: "row" }, bar, stop), files, frame);
  host.hidden = true;

  const write = () => {
    title.textContent = say("answer");
    stop.textContent = say("cancel");
    if (!status) return;
    const { state, place, done, total, first, faults } = status;
    const over = !["waiting", "running"].includes(state);
    bar.hidden = stop.hidden = over;
    if (total) bar.setAttribute("value", String(done / total));
    const words = { waiting: () => say("waiting", { place }), running: () => (total && done === total ? say("writing") : say("running", { done, total: total || "…" })) + (first ? ` ${say("narrowing")}` : ""),
      done: () => say("done"), cancelled: () => say("cancelled"), failed: () => `${say("failed")} ${faults.join(" ")}`, refused: () => faults.join(" ") };
    line.textContent = words[/** @type {keyof typeof words} */ (state)]();
    line.className = state === "failed" || state === "refused" ? "wrong" : "";
    files.replaceChildren(...(state === "done" ? takeAway() : []));
    const wanted = first || state === "done" ? `/answers/${asked}/report.html${state === "done" ? "" : "?first"}` : "";
    if (wanted && wanted !== shown) frame.setAttribute("src", wanted);
    shown = wanted;
    frame.hidden = !wanted;
  };
  const link = (/** @type {string} */ text, /** @type {string} */ href, file = true) => make("a", { href, text, download: file });
  const takeAway = () => {
    const { scenarios, unions } = question();
    const names = [...scenarios, ...(unions.length ? ["scenario"] : [])];
    const all = [link(say("file_report"), `/answers/${asked}/report.html`), link(say("file_workbook"), `/answers/${asked}/comparison.xlsx`),
      ...["effects.csv", "villages.csv", "unions.csv"].map((name) => link(name, `/answers/${asked}/${name}`)),
      ...names.map((name) => link(say("file_scenario", { name }), `/scenarios/${asked}/${name}.yaml`))];
    return [`${say("take_away")} `, ...all.flatMap((one) => [one, " · "]).slice(0, -1)];
  };
  const take = (/** @type {any} */ found) => {
    status = found;
    write();
  };
  const watch = async (/** @type {string} */ key) => {
    while (asked === key) {
      const found = await ask(`/questions/${key}`);
      if (asked !== key) return;
      if (found.state) take(found);
      if (found.state && !["waiting", "running"].includes(found.state)) return;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  };
  onLanguage(write);
  write();
  return async () => {
    host.hidden = false;
    const found = await post("/questions", { ...question(), county: page.county, language: document.documentElement.lang });
    asked = found.id ?? "";
    take(found.id ? found : { state: "refused", faults: found.faults ?? [] });
    host.scrollIntoView();
    if (asked) watch(asked);
  };
}
