// Numbers as the report's tables write them: the same digits as in Python.

const COUNTED = ["villages", "unions", "proposals", "households", "posts", "rounds", "number", "cadre-months"];

/**
 * A value in its display unit with as many digits as mean something; – if there is none.
 * @param {number} value @param {string} unit @param {boolean} signed @param {number | null} like
 */
export function number(value, unit = "", signed = false, like = null) {
  if (value === null || !Number.isFinite(value)) return "–";
  const factor = unit === "share" ? 100 : 1;
  const decimals = digits(Math.abs(factor * (like ?? value)), unit);
  const shown = decimals < 0 ? Math.round(factor * value * 10 ** decimals) * 10 ** -decimals : factor * value;
  const text = Math.abs(shown).toFixed(Math.max(decimals, 0));
  const [whole, rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  if (Number(text) === 0) return grouped;
  return (shown < 0 ? "−" : signed ? "+" : "") + grouped;
}

/** @param {number} size @param {string} unit */
function digits(size, unit) {
  if (size >= 10000) return 2 - Math.floor(Math.log10(size));
  if (unit === "share") return size >= 1 || size === 0 ? 1 : 2;
  if (COUNTED.includes(unit)) return size >= 1000 ? 0 : 1;
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  if (size >= 0.1 || size === 0) return 2;
  return size >= 0.01 ? 3 : 4;
}

/** A share as a whole percentage. @param {number | null} share */
export const percent = (share) => (share === null || !Number.isFinite(share) ? "–" : `${Math.round(100 * share)}%`);

/** A gain of log income as the percentage it comes to. @param {number | null} gain */
export const gained = (gain) => (gain === null ? "–" : `${number(Math.expm1(gain), "share", true)}%`);
