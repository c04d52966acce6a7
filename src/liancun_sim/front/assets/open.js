// The county: a village table is opened, its doubts are answered, how it was read is shown, and it stands on the map.
import { page } from "./data.js";
import { make } from "./dom.js";
import { post, upload } from "./send.js";
import { onLanguage, pick, say } from "./words.js";

const MEGABYTES = 20;

/**
 * @param {HTMLElement} host
 * @param {{wanted: string, address: (county: string) => string}} link the county the address was made for if it is
 * another one, and the address of this question for a county
 */
export function showCounty(host, { wanted, address }) {
  /** @type {any} */
  let found = null; // what the server says of the table
  let name = "";
  let told = "";
  let wrong = false;
  const title = make("h2", {});
  const about = make("div", {});
  const file = /** @type {HTMLInputElement} */ (make("input", { type: "file", id: "table-file", class: "seldom", accept: ".xlsx,.xlsm,.xls,.ods,.et,.csv,.txt", onchange: () => take(file.files) }));
  const label = make("label", { for: "table-file" });
  const hint = make("p", { class: "note", id: "table-hint" });
  file.setAttribute("aria-describedby", "table-hint");
  const drop = make("div", { class: "drop" }, file, label, hint);
  const line = make("p", { "aria-live": "polite", id: "table-line" });
  const below = make("div", { id: "table-read" });
  host.append(title, about, drop, line, below);

  const tell = (/** @type {string} */ text, bad = false) => {
    told = text;
    wrong = bad;
    line.textContent = text;
    line.className = bad ? "wrong" : "";
  };
  const take = async (/** @type {FileList | null | undefined} */ files) => {
    const one = files?.[0];
    if (!one) return;
    name = one.name;
    found = null;
    below.replaceChildren();
    if (one.size > MEGABYTES * 1e6) return tell(say("table_too_long", { name, most: MEGABYTES }), true);
    tell(say("reading", { name }));
    const query = new URLSearchParams({ name, language: document.documentElement.lang });
    show(await upload(`/tables?${query}`, one));
    file.value = ""; // so that the same file, mended, can be opened again
  };
  const answer = async (/** @type {any} */ body) => {
    const heard = await post(`/tables/${found.table}`, { ...body, language: document.documentElement.lang });
    if (heard.table) show(heard);
    else tell(heard.faults.join(" "), true);
  };
  const show = (/** @type {any} */ what) => {
    if (!what.table) return tell(say(what.status === 413 ? "table_too_long" : "not_sent", { name, most: MEGABYTES, status: what.status ?? "–" }), true);
    found = what;
    tell("");
    fill();
    /** @type {HTMLElement | null} */ (below.querySelector("input, button"))?.focus();
  };
  const back = () => (found.options.length ? make("button", { type: "button", class: "link", "data-act": "take_back", text: say("take_back"), onclick: () => answer({ back: true }) }) : null);
  const fill = () => {
    below.replaceChildren();
    if (!found) return;
    const { faults, doubts } = found;
    if (faults.length) below.append(make("p", { class: "wrong", text: say("table_faults") }), make("ul", {}, ...faults.map((/** @type {string} */ text) => make("li", { text }))));
    if (doubts.length) below.append(make("p", { class: "wrong", text: say("table_doubts", { count: doubts.length }) }), ...doubts.map((/** @type {any} */ one) => question(one, answer)));
    if (found.county) {
      below.append(make("p", { text: say("table_read", { county: pick(found.told.name), villages: found.told.villages }) }));
      if (wanted && found.county !== wanted) below.append(make("p", { class: "wrong", text: say("other_table") }));
      below.append(make("div", { class: "row" }, make("button", { type: "button", id: "use-county", class: "main", text: say("use_county"), onclick: () => location.assign(address(found.county)) }), back()), ...readAs(found.told, name));
    } else if (back()) below.append(make("p", {}, back()));
  };
  const write = () => {
    title.textContent = say("county_step");
    label.textContent = say("open_table");
    hint.textContent = say("open_hint");
    const ours = page.county !== page.ours;
    about.replaceChildren(...(wanted ? [make("p", { class: "wrong", text: say("missing_county", { county: pick(page.countyName) }) })] : []),
      make("p", { text: `${say("county_here", { county: pick(page.countyName) })} ` }, ...(ours ? [make("a", { href: "/", text: say("county_own_first") })] : [])),
      ...(page.told ? [make("details", {}, make("summary", { text: say("how_read") }), ...readAs(page.told, ""))] : []));
  };
  const rewrite = () => {
    write();
    line.textContent = told;
    line.className = wrong ? "wrong" : "";
    if (found?.county) fill();
    else if (found) answer({}); // faults and doubts are told in the language of who asks
  };
  for (const event of ["dragover", "drop"]) {
    drop.addEventListener(event, (/** @type {any} */ moved) => {
      moved.preventDefault();
      if (event === "drop") take(moved.dataTransfer?.files);
    });
  }
  onLanguage(rewrite);
  write();
}

/** A doubt: what the table may mean, and a button for each way to settle it. @param {any} doubt @param {(body: any) => void} answer */
function question(doubt, answer) {
  const ways = doubt.ways.map((/** @type {any} */ way, /** @type {number} */ at) => {
    const value = way.value ? /** @type {HTMLInputElement} */ (make("input", { type: "text", "aria-label": say(`value_${way.value}`), placeholder: say(`value_${way.value}`), size: 22 })) : null;
    return make("li", { class: "row" }, value, make("button", { type: "button", "data-way": at, text: pick(way.then), onclick: () => answer({ doubt: doubt.name, way: at, value: value?.value ?? "" }) }));
  });
  return make("fieldset", { class: "doubt" }, make("legend", { text: doubt.text }), make("ul", { class: "strategies" }, ...ways));
}

/** How a table was read. @param {any} told @param {string} name of the file, if it was opened just now */
function readAs(told, name) {
  const head = make("tr", {}, ...["column_of_table", "read_as", "unit_and_source", "low_middle_high", "blank_cells"].map((key) => make("th", { scope: "col", text: say(key) })));
  const lines = told.columns.map((/** @type {any} */ one) => make("tr", {}, make("th", { scope: "row", text: `${one.column} ${one.header}` }), make("td", { text: pick(one.field) }),
    make("td", {}, pick(one.unit), make("small", { text: pick(one.said) })), make("td", { class: "span", text: one.span[0] === null ? "–" : one.span.join(" / ") }), make("td", { class: "n", text: one.blanks || "–" })));
  const parts = told.parts.flatMap((/** @type {any} */ part) => [make("h3", { text: pick(part.title) }), make("ul", {}, ...part.lines.map((/** @type {string[]} */ texts) => make("li", { text: pick(texts) })))]);
  const command = ["liancun county import", name ? `"${name}"` : "…", ...told.options].join(" ");
  return [make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": say("how_read") }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines))), ...parts, make("p", { class: "note", text: say("same_command", { command }) })];
}
