// The villages: names, neighbours, the ground they take, and how they are found.
import { page, unpackWhole } from "./data.js";
import { inTraditional } from "./words.js";

/** @type {any} */
let given = {};
/** @type {number[][]} */
let near = [];
/** Seats on the grid, x and y in turn. @type {Uint16Array} */
export let seats = new Uint16Array();
/** @type {Path2D[]} */
export let shapes = [];
/** @type {string[][]} */
let keys = [];

export const villages = () => given.ids.length;
export const grid = () => given.ground.size;
export const ids = () => given.ids;

/** Make ready what a comparison tells of its villages. */
export async function loadPlaces() {
  given = page.comparison.places;
  const { ground } = given;
  const [points, lengths, counts, ends, sites] = await Promise.all(
    [ground.points, ground.lengths, ground.counts, given.edges, ground.seats].map(unpackWhole),
  );
  seats = sites;
  shapes = outlines(points, lengths, counts);
  near = given.ids.map(() => []);
  for (let i = 0; i < ends.length; i += 2) {
    near[ends[i]].push(ends[i + 1]);
    near[ends[i + 1]].push(ends[i]);
  }
  keys = given.names.map((/** @type {string} */ name, /** @type {number} */ i) => {
    const written = [name, given.traditional[i], given.simplified[i]].filter(Boolean);
    return [...written, ...given.sounds[i].split(" "), given.ids[i].toLowerCase()];
  });
}

/** @param {Uint16Array} points @param {Uint16Array} lengths @param {Uint16Array} counts */
function outlines(points, lengths, counts) {
  let at = 0;
  let ring = 0;
  return Array.from(counts, (count) => {
    const path = new Path2D();
    for (const last = ring + count; ring < last; ring += 1) {
      for (let i = 0; i < lengths[ring]; i += 1, at += 2) {
        if (i === 0) path.moveTo(points[at], points[at + 1]);
        else path.lineTo(points[at], points[at + 1]);
      }
      path.closePath();
    }
    return path;
  });
}

/** @param {number} i */
export const neighbours = (i) => near[i];
/** @param {number} i */
export const villageName = (i) => (inTraditional() && given.traditional[i]) || given.names[i];
/** @param {number} i */
export const townOf = (i) => (inTraditional() && given.townsTraditional[given.town[i]]) || given.towns[given.town[i]];
/** The row of a village by its id; -1 if there is none. @param {string | null} id */
export const rowOf = (id) => given.ids.indexOf(id);

/** The neighbour that lies most in a direction; the village itself if none does. @param {number} row @param {number[]} step */
export function towards(row, [right, down]) {
  let best = row;
  let most = 0.3;
  for (const other of neighbours(row)) {
    const [x, y] = [seats[2 * other] - seats[2 * row], seats[2 * other + 1] - seats[2 * row + 1]];
    const along = (x * right + y * down) / (Math.hypot(x, y) || 1);
    if (along > most) [best, most] = [other, along];
  }
  return best;
}

/** The village whose seat is nearest to a point of the grid. @param {number} x @param {number} y */
export function nearest(x, y) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < seats.length; i += 2) {
    const away = (seats[i] - x) ** 2 + (seats[i + 1] - y) ** 2;
    if (away < least) [best, least] = [i / 2, away];
  }
  return best;
}

/**
 * Villages whose name, sound, initials or id holds what was typed, the likeliest first; a second word is the township.
 * @param {string} typed @returns {number[]}
 */
export function find(typed) {
  const wanted = typed.trim().toLowerCase().split(/[\s·,，]+/).filter(Boolean);
  if (!wanted.length) return [];
  const found = [];
  for (let i = 0; i < keys.length; i += 1) {
    let worst = 0;
    for (const word of wanted) {
      const rank = Math.min(rankOf(keys[i], word), 4 + rankOf(townKeys(i), word));
      worst = Math.max(worst, rank);
    }
    if (worst < 9) found.push([worst, i]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => i);
}

/** @param {number} i */
function townKeys(i) {
  const town = given.town[i];
  return [given.towns[town], given.townsTraditional[town] ?? "", ...given.townSounds[town].split(" ")];
}

/** 0 the same, 1 begins so, 2 holds it, 9 neither; Latin letters only from the beginning. @param {string[]} names @param {string} word */
function rankOf(names, word) {
  let best = 9;
  for (const name of names) {
    if (name === word) return 0;
    if (name.startsWith(word)) best = Math.min(best, 1);
    else if (name.includes(word) && !/^[a-z]/.test(word)) best = Math.min(best, 2);
  }
  return best;
}
