// Unions as they are drawn: what is drawn, every step back to nothing, and whether members touch.
import { neighbours } from "./places.js";

/** @typedef {{members: number[], form: string, month: number}} Drawn */

export class Drawing {
  /** @param {string} form the form of a new union */
  constructor(form) {
    this.form = form;
    /** @type {Drawn[]} */
    this.unions = [];
    this.current = 0;
    /** @type {string[]} */
    this.past = [];
    /** @type {string[]} */
    this.future = [];
    /** @type {() => void} */
    this.changed = () => {};
  }

  /** Do something that can be taken back. @param {() => void} act */
  step(act) {
    this.past.push(this.text());
    this.future = [];
    act();
    this.changed();
  }

  text() {
    return JSON.stringify([this.unions, this.current]);
  }

  undo() {
    this.move(this.past, this.future);
  }

  redo() {
    this.move(this.future, this.past);
  }

  /** @param {string[]} from @param {string[]} to */
  move(from, to) {
    const text = from.pop();
    if (text === undefined) return;
    to.push(this.text());
    [this.unions, this.current] = JSON.parse(text);
    this.changed();
  }

  /** The union a village is in; -1 if in none. @param {number} row */
  unionOf(row) {
    return this.unions.findIndex((one) => one.members.includes(row));
  }

  /** Take a village into the current union, or out of it; in another union it stays. @param {number} row */
  toggle(row) {
    const at = this.unionOf(row);
    if (at >= 0 && at !== this.current) return at;
    this.step(() => {
      if (!this.unions.length || this.current >= this.unions.length) {
        this.unions.push({ members: [], form: this.form, month: 0 });
        this.current = this.unions.length - 1;
      }
      const union = this.unions[this.current];
      if (at >= 0) union.members = union.members.filter((one) => one !== row);
      else union.members.push(row);
    });
    return -1;
  }

  next() {
    if (this.unions.length && this.unions[this.unions.length - 1].members.length) {
      this.step(() => {
        this.unions.push({ members: [], form: this.form, month: 0 });
        this.current = this.unions.length - 1;
      });
    }
  }

  /** @param {number} place */
  remove(place) {
    this.step(() => {
      this.unions.splice(place, 1);
      this.current = Math.min(this.current, Math.max(0, this.unions.length - 1));
    });
  }
}

/** Members that no chain of neighbours joins to the lead. @param {number[]} members @returns {number[]} */
export function apart(members) {
  const within = new Set(members);
  const reached = new Set(members.slice(0, 1));
  const open = [...reached];
  while (open.length) {
    for (const near of neighbours(/** @type {number} */ (open.pop()))) {
      if (within.has(near) && !reached.has(near)) {
        reached.add(near);
        open.push(near);
      }
    }
  }
  return members.filter((one) => !reached.has(one));
}
