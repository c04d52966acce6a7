// The room's plans on one map: how many chose each village, and whom they would unite.
import { Layers } from "./canvas.js";
import { make } from "./dom.js";
import { grid, villageName, villages } from "./places.js";
import { say } from "./words.js";

/** @param {HTMLElement} host @returns {(told: any) => void} what shows the plans */
export function roomMap(host) {
  const stage = make("div", { class: "stage", role: "img" });
  const most = make("p", { class: "note" });
  host.append(make("div", { class: "map" }, stage), make("p", { class: "note", "data-word": "room_map_help" }), most);
  const layers = new Layers(stage);
  /** @type {any} */
  let shown = { villages: [], ties: [] };
  const paint = () => {
    if (!stage.clientWidth) return; // not shown yet
    const counts = new Map(shown.villages);
    const top = Math.max(1, ...counts.values());
    const levels = Int8Array.from({ length: villages() }, (_, row) => Math.ceil((5 * (counts.get(row) ?? 0)) / top));
    const air = 0.02 * Math.max(...grid());
    layers.show([-air, -air, grid()[0] + 2 * air, grid()[1] + 2 * air]);
    layers.colour(levels);
    const order = [...counts.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const widest = Math.max(1, ...shown.ties.map((/** @type {number[]} */ tie) => tie[2]));
    const ties = shown.ties.map((/** @type {number[]} */ [lead, member, count]) => ({ lead, members: [member], width: 1 + (4 * count) / widest, solid: true }));
    layers.top({ ties, chosen: -1, marked: [], named: order.map(([row]) => row) });
    most.textContent = order.slice(0, 8).map(([row, count]) => `${villageName(row)} ${count}`).join(" · ");
    stage.setAttribute("aria-label", `${say("room_map_label")}: ${most.textContent}`);
    for (const one of host.querySelectorAll("[data-word]")) one.textContent = say(/** @type {HTMLElement} */ (one).dataset.word ?? "");
  };
  new ResizeObserver(paint).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    layers.readColours();
    paint();
  });
  return (told) => {
    shown = told;
    paint();
  };
}
