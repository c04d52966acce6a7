// The language of the page: every text stands in three, one is shown, and <html lang> says which.
import { page } from "./data.js";

export const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const KEPT = "language";
const keeps = location.protocol.startsWith("http") && !location.pathname.endsWith(".html"); // a report speaks as it is told
let spoken = Math.max(0, LANGUAGES.indexOf(chosenBefore() ?? document.documentElement.lang));
document.documentElement.lang = LANGUAGES[spoken];
/** @type {(() => void)[]} */
const listeners = [];

/** The language chosen in this tab, or in another one unless the server was told a language. */
function chosenBefore() {
  try {
    const others = "told" in document.documentElement.dataset ? null : localStorage.getItem(KEPT);
    const found = keeps ? (sessionStorage.getItem(KEPT) ?? others) : null;
    return found !== null && LANGUAGES.includes(found) ? found : null;
  } catch {
    return null; // where a browser keeps nothing
  }
}

/** Keep what was chosen, for when the page is loaded again. @param {string} language */
function keep(language) {
  if (!keeps) return;
  try {
    sessionStorage.setItem(KEPT, language);
    localStorage.setItem(KEPT, language);
  } catch {
    // it is chosen for as long as the page is open
  }
}

/** Which of three texts to show. @param {string[]} texts */
export const pick = (texts) => texts[spoken];
export const inEnglish = () => spoken === 0;
export const inTraditional = () => spoken === 2;

/**
 * A message with its fields filled in; `{count:village|villages}` is the word that goes with a count.
 * @param {string} key @param {Record<string, string | number>} fields
 */
export function say(key, fields = {}) {
  /** @param {string} whole @param {string} name @param {string} [one] @param {string} [many] */
  const field = (whole, name, one, many) => String(one === undefined ? (fields[name] ?? whole) : String(fields[name]) === "1" ? one : many);
  return page.words[key][spoken].replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, field);
}

/** Two texts that belong together, after a comma of the language. @param {string} first @param {string} second */
export const together = (first, second) => `${first}${inEnglish() ? ", " : "，"}${second}`;

/** What a key of the tables is called; the key itself if it has no name. @param {string} key */
export const nameOf = (key) => (key in page.names ? page.names[key][spoken] : key.replaceAll("_", " "));

/** Be called after the language changed. @param {() => void} listener */
export const onLanguage = (listener) => void listeners.push(listener);

/** Write the texts below `root` in the language shown. @param {ParentNode} root */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-en]")) {
    const { en, zh, tw } = /** @type {HTMLElement} */ (element).dataset;
    element.textContent = [en, zh, tw ?? zh][spoken] ?? "";
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(/** @type {HTMLElement} */ (element).dataset.label ?? ""));
  }
}

/** The buttons that change the language. */
export function languageSwitch() {
  const buttons = [...document.querySelectorAll("button[data-language]")];
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.language === LANGUAGES[spoken]));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      spoken = LANGUAGES.indexOf(/** @type {HTMLElement} */ (button).dataset.language ?? "");
      document.documentElement.lang = LANGUAGES[spoken];
      keep(LANGUAGES[spoken]);
      translate(document);
      listeners.forEach((listener) => listener());
      show();
    });
  }
  translate(document);
  show();
}
