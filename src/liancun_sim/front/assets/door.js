// The door: the link's fragment lets in, or the code that is typed.
import { make } from "./dom.js";
import { faultsLine, send } from "./room.js";
import { languageSwitch, onLanguage, say } from "./words.js";

async function knock() {
  document.documentElement.classList.add("js");
  languageSwitch();
  const host = /** @type {HTMLElement} */ (document.getElementById("door"));
  const code = /** @type {HTMLInputElement} */ (make("input", { id: "code", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 60 }));
  const label = make("label", { for: "code" });
  const enter = make("button", { id: "enter" });
  const wrong = make("p", { class: "wrong", role: "alert" });
  const come = async (/** @type {string} */ token) => {
    const found = await send("/enter", { token });
    if (found.page) location.replace(found.page);
    else wrong.textContent = faultsLine(found.faults ?? []);
  };
  const form = make("form", { class: "row", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); come(code.value); } }, label, code, enter);
  host.append(form, wrong);
  const write = () => {
    label.textContent = say("door_code");
    enter.textContent = say("door_enter");
  };
  onLanguage(write);
  write();
  const token = location.hash.slice(1);
  history.replaceState(null, "", "/"); // what lets in does not stay in the address
  if (token) await come(token);
  document.documentElement.dataset.ready = "";
}

knock();
