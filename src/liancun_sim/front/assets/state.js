// What is being looked at, and its address: scenario, outcome, month, village.

/** @type {{scenario: string, field: string, month: number, village: number, plan: string}} */
export const looking = { scenario: "", field: "", month: 0, village: -1, plan: "" };
/** @type {((changed: Set<string>) => void)[]} */
const watchers = [];

/** Be called when something else is looked at, with what changed. @param {(changed: Set<string>) => void} watcher */
export const onLooking = (watcher) => void watchers.push(watcher);

/** Look at something else. @param {Record<string, string | number>} change */
export function look(change) {
  const changed = new Set(Object.keys(change).filter((key) => /** @type {any} */ (looking)[key] !== change[key]));
  Object.assign(looking, change);
  if (changed.size) watchers.forEach((watcher) => watcher(changed));
}

/** The parts of an address like #village=V0012&month=24; null where it names a place on the page. @param {string} hash */
export function readAddress(hash) {
  return hash.includes("=") ? new URLSearchParams(hash.slice(1)) : null;
}

/** Put what is looked at into the address, without a step in the history. @param {Record<string, string>} parts */
export function writeAddress(parts) {
  const text = new URLSearchParams(parts).toString();
  const here = text ? `#${text}` : location.pathname + location.search;
  try {
    history.replaceState(null, "", here);
  } catch {
    // a browser that lets no page from disk have a history
  }
}
