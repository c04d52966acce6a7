// Sending a question and showing its answer: the first pair, then all of it, and what can be taken away.
import { page } from "./data.js";
import { make } from "./dom.js";
import { showJob } from "./job.js";
import { inEnglish, onLanguage, say } from "./words.js";

const OWN = "scenario"; // the key of what is drawn

/** @param {HTMLElement} host @param {() => any} question @returns {() => void} what sends the question */
export function showAnswer(host, question) {
  /** @type {import("./job.js").Status | null} */
  let status = null;
  let shown = "";
  let sent = question();
  const job = make("div", {});
  const files = make("p", {});
  const frame = make("iframe", { hidden: true });
  const title = make("h2", {});
  host.append(title, job, files, frame);
  host.hidden = true;

  const write = () => {
    title.textContent = say("answer");
    frame.setAttribute("title", say("answer"));
    if (!status) return;
    const { id, state, first } = status;
    files.replaceChildren(...(state === "done" ? takeAway(id) : []));
    const told = `/answers/${id}/report.html${state === "done" ? "" : `?first=${first}`}${ownUnions() ? `#scenario=${OWN}` : ""}`;
    const wanted = id && (first || state === "done") ? told : "";
    if (wanted && wanted !== shown) frame.setAttribute("src", wanted);
    shown = wanted;
    frame.hidden = !wanted;
  };
  const ownUnions = () => sent.unions.length && sent.against !== "drawn"; // what was drawn is what is told first
  const link = (/** @type {string} */ text, /** @type {string} */ href) => make("a", { href, text, download: true });
  const takeAway = (/** @type {string} */ id) => {
    const { scenarios, unions, against } = sent;
    const names = [...new Set([...(against && against !== "drawn" ? [against] : []), ...scenarios, ...(unions.length ? [OWN] : [])])];
    const all = [link(say("file_report"), `/answers/${id}/report.html`), link(say("file_workbook"), `/answers/${id}/comparison.xlsx`),
      ...["effects.csv", "villages.csv", "unions.csv"].map((name) => link(name, `/answers/${id}/${name}`)),
      ...names.map((name) => link(say("file_scenario", { name }), `/scenarios/${id}/${name}.yaml`))];
    return [say("take_away") + (inEnglish() ? " " : ""), ...all.flatMap((one) => [one, " · "]).slice(0, -1)];
  };
  const send = showJob(job, (found) => {
    status = found;
    write();
  }, { done: "done", running: "running" });
  onLanguage(() => {
    write();
    speak(frame);
  });
  frame.addEventListener("load", () => speak(frame));
  write();
  return async () => {
    host.hidden = false;
    sent = question();
    await send({ ...sent, county: page.county, language: document.documentElement.lang });
    host.scrollIntoView();
  };
}

/** The report speaks what the page speaks. @param {HTMLElement} frame */
function speak(frame) {
  const inside = /** @type {HTMLIFrameElement} */ (frame).contentDocument;
  const button = inside?.querySelector(`button[data-language="${document.documentElement.lang}"]`);
  if (button?.getAttribute("aria-pressed") === "false") /** @type {HTMLElement} */ (button).click();
}
