// Numbers as the report's tables write them: the same digits as in Python.

const COUNTED = ["villages", "unions", "townships", "proposals", "households", "posts", "rounds", "number", "cadre-months"];
const DUST = 1e-12; // what is left of a sum that comes to nothing
const BEYOND = 60; // digits in which a number that only looks like half way differs

/**
 * A value in its display unit with as many digits as mean something; – if there is none.
 * @param {number} value @param {string} unit @param {boolean} signed @param {number | null} like
 */
export function number(value, unit = "", signed = false, like = null) {
  if (value === null || !Number.isFinite(value)) return "–";
  const factor = unit === "share" ? 100 : 1;
  const decimals = digits(Math.abs(factor * (like ?? (Math.abs(value) > DUST ? value : 0))), unit);
  const size = Math.abs(value) <= DUST ? 0 : Math.abs(factor * value);
  const ten = 10 ** -decimals; // of large numbers: a division by it is exact, a product with its inverse is not
  const text = decimals < 0 ? String(ten * Number(fixed(size / ten, 0))) : fixed(size, decimals);
  const [whole, rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  if (Number(text) === 0) return unit === "share" && like === null ? "0.0" : grouped;
  return (value < 0 ? "−" : signed ? "+" : "") + grouped;
}

/** So many decimals; what lies exactly between two goes to the even one, as in Python. @param {number} size @param {number} decimals */
function fixed(size, decimals) {
  const exact = size.toFixed(decimals + BEYOND);
  const kept = exact.slice(0, -BEYOND).replace(/\.$/, "");
  const even = /[02468]$/.test(kept) && /^50*$/.test(exact.slice(-BEYOND));
  return even ? kept : size.toFixed(decimals);
}

/** @param {number} size @param {string} unit */
function digits(size, unit) {
  if (size >= 10000) return 2 - Math.floor(Math.log10(size));
  const small = size >= 0.01 || size === 0 ? 0 : 1; // one more digit of what is very small
  if (unit === "share") return size >= 1 || size === 0 ? 1 : size >= 0.01 ? 2 : size >= 0.001 ? 3 : 4;
  if (COUNTED.includes(unit)) return size >= 1000 ? 0 : size >= 0.1 || size === 0 ? 1 : 2 + small;
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3 + small;
}

/** A share as a percentage, without a decimal where it is a whole one. @param {number | null} share */
export const percent = (share) => (share === null || !Number.isFinite(share) ? "–" : `${number(share, "share").replace(/\.0$/, "")}%`);

/** A gain of log income as the percentage it comes to. @param {number | null} gain */
export const gained = (gain) => (gain === null ? "–" : `${number(Math.expm1(gain), "share", true)}%`);
