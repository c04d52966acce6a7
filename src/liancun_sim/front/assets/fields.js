// Differences from the baseline: codes of every village and month, their classes and sizes.
import { page, unpack } from "./data.js";
import { pick } from "./words.js";

export const MIDDLE = 128;
export const CLASSES = 5;
/** @type {Map<string, Promise<Uint8Array>>} */
const asked = new Map();

/** @returns {any[]} */
export const outcomes = () => page.comparison.fields.outcomes;
/** @param {string} key */
export const outcome = (key) => outcomes().find((one) => one.key === key);
export const months = () => page.comparison.months;

/** Codes of an outcome in a scenario, village by village. @param {string} scenario @param {string} key */
export function codesOf(scenario, key) {
  const name = `${scenario}/${key}`;
  const place = outcomes().findIndex((one) => one.key === key);
  if (!asked.has(name)) asked.set(name, unpack(page.comparison.fields.codes[scenario][place]).then(summed));
  return /** @type {Promise<Uint8Array>} */ (asked.get(name));
}

/** Steps from month to month added up. @param {Uint8Array} steps */
function summed(steps) {
  const length = months() + 1;
  for (let i = 0; i < steps.length; i += 1) if (i % length) steps[i] += steps[i - 1];
  return steps;
}

/** The difference a code stands for; NaN where nothing was measured. @param {any} of @param {number} code */
export function sizeOf(of, code) {
  if (code === 0) return NaN;
  if (code === MIDDLE) return 0;
  const least = of.bounds[0];
  const size = least * Math.exp(((Math.abs(code - MIDDLE) - 1) * Math.log(of.top / least)) / 126);
  return code > MIDDLE ? size : -size;
}

/** Class of every code, −5 … 5. @param {any} of */
export function classTable(of) {
  return Int8Array.from({ length: 256 }, (_, code) => {
    const size = sizeOf(of, code);
    // 2 % of grace: a difference that lies on a bound is packed a little off it
    const level = of.bounds.filter((/** @type {number} */ bound) => Math.abs(size) * 1.02 >= bound).length;
    return size < 0 ? -level : level;
  });
}

/** The bound of a class as it is written. @param {any} of @param {number} bound */
export function written(of, bound) {
  return String(Number((of.share ? 100 * bound : bound).toPrecision(6)));
}

/** @param {any} of */
export const unitOf = (of) => pick(of.unit);

/** A month of the calendar as the reader writes it, 0 the first that is simulated. @param {number} index @param {boolean} english */
export function monthName(index, english) {
  const [year, first] = page.comparison.start.split("-").map(Number);
  const count = first - 1 + index;
  const [at, of] = [year + Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return english ? `${at}-${String(of).padStart(2, "0")}` : `${at}年${of}月`;
}
