// The report: what makes a page that already says everything one can move in.
import { showCard } from "./card.js";
import { showCurves } from "./curves.js";
import { page, unpackNumbers } from "./data.js";
import { make } from "./dom.js";
import { months, outcomes } from "./fields.js";
import { figures, folds } from "./folds.js";
import { showPanel } from "./panel.js";
import { ids, loadPlaces, rowOf } from "./places.js";
import { showSearch } from "./search.js";
import { look, looking, onLooking, readAddress, writeAddress } from "./state.js";
import { reachable, sortable } from "./tables.js";
import { showVillages } from "./villages.js";
import { loadProposals } from "./why.js";
import { languageSwitch, onLanguage, pick } from "./words.js";

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Which scenario is told: one answer is seen, and the map is its. @param {HTMLElement} host */
function scenarioChoice(host) {
  const { scenarios } = page.comparison;
  const buttons = scenarios.map((/** @type {any} */ one) =>
    make("button", { type: "button", "data-scenario": one.key, onclick: () => look({ scenario: one.key }) }));
  const write = () => scenarios.forEach((/** @type {any} */ one, /** @type {number} */ i) => {
    buttons[i].textContent = pick(one.label);
    buttons[i].setAttribute("aria-pressed", String(one.key === looking.scenario));
  });
  const show = () => {
    write();
    for (const part of document.querySelectorAll("[data-of]")) {
      /** @type {HTMLElement} */ (part).hidden = /** @type {HTMLElement} */ (part).dataset.of !== looking.scenario;
    }
  };
  if (scenarios.length > 1) host.append(...buttons);
  onLanguage(write);
  onLooking((changed) => changed.has("scenario") && show());
  show();
}

const SOON = 250; // milliseconds

/** Follow the address, and keep it. */
function address() {
  const follow = () => {
    const asked = readAddress(location.hash);
    if (!asked) return;
    const { scenarios } = page.comparison;
    const scenario = scenarios.find((/** @type {any} */ one) => one.key === asked.get("scenario"))?.key ?? looking.scenario;
    const field = outcomes().find((one) => one.key === asked.get("field"))?.key ?? looking.field;
    const month = asked.has("month") ? Math.min(months(), Math.max(0, Math.round(Number(asked.get("month")) || 0))) : looking.month;
    look({ scenario, field, month, village: rowOf(asked.get("village")) });
  };
  window.addEventListener("hashchange", follow);
  const first = { ...looking };
  /** @type {number | undefined} */
  let soon;
  onLooking((changed) => {
    clearTimeout(soon);
    if (changed.size === 1 && changed.has("month")) soon = window.setTimeout(write, SOON); // not while the slider runs
    else write();
  });
  const write = () => {
    const parts = looking.village >= 0 ? { village: ids()[looking.village] } : {};
    const others = Object.entries({ scenario: looking.scenario, field: looking.field, month: looking.month })
      .filter(([key, value]) => value !== /** @type {any} */ (first)[key]).map(([key, value]) => [key, String(value)]);
    writeAddress({ ...parts, ...Object.fromEntries(others) });
  };
  follow();
}

async function start() {
  document.documentElement.classList.add("js");
  languageSwitch();
  const folded = Promise.all([folds(), figures()]);
  sortable(document);
  if (page.comparison) {
    await Promise.all([loadPlaces(), loadProposals()]);
    const means = await unpackNumbers(page.comparison.means.values);
    Object.assign(looking, { scenario: page.comparison.scenarios[0].key, field: outcomes()[0]?.key ?? "", month: months() });
    scenarioChoice(place("scenarios"));
    showSearch(place("search"));
    showPanel(place("map"));
    showCard(place("village"), means);
    showVillages(place("village-table"), means);
    address();
    await showCurves(place("curves-host"));
  }
  await folded;
  onLanguage(reachable);
  window.addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);
  reachable();
  document.documentElement.dataset.ready = "";
}

start();
