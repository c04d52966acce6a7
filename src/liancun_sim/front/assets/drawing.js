// Unions as they are drawn: what is drawn, every step back to nothing, and whether members touch.
import { neighbours } from "./places.js";

/** @typedef {{members: number[], form: string, month: number, locked?: boolean}} Drawn */

export class Drawing {
  /** @param {string} form the form of a new union */
  constructor(form) {
    this.form = form;
    /** @type {Drawn[]} */
    this.unions = [];
    this.current = 0;
    /** Villages that no union may take. @type {number[]} */
    this.locks = [];
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
    return JSON.stringify([this.unions, this.current, this.locks]);
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
    [this.unions, this.current, this.locks] = JSON.parse(text);
    this.changed();
  }

  /** The union a village is in; -1 if in none. @param {number} row */
  unionOf(row) {
    return this.unions.findIndex((one) => one.members.includes(row));
  }

  /**
   * Take a village into the current union, or out of it; what is locked, and what is in another union, stays.
   * @param {number} row @returns {"" | "taken" | "village_locked" | "union_locked"} why not
   */
  toggle(row) {
    const at = this.unionOf(row);
    if (this.locks.includes(row)) return "village_locked";
    if (at >= 0 && at !== this.current) return "taken";
    if (this.unions[this.current]?.locked) return "union_locked";
    this.step(() => {
      if (!this.unions.length || this.current >= this.unions.length) {
        this.unions.push({ members: [], form: this.form, month: 0 });
        this.current = this.unions.length - 1;
      }
      const union = this.unions[this.current];
      if (at >= 0) union.members = union.members.filter((one) => one !== row);
      else union.members.push(row);
    });
    return "";
  }

  next() {
    if (this.unions.length && this.unions[this.unions.length - 1].members.length) {
      this.step(() => {
        this.unions.push({ members: [], form: this.form, month: 0 });
        this.current = this.unions.length - 1;
      });
    }
  }

  /** Lock a village where it is, or unlock it. @param {number} row */
  lock(row) {
    this.step(() => (this.locks = this.locks.includes(row) ? this.locks.filter((one) => one !== row) : [...this.locks, row]));
  }

  /** @param {number} place */
  lockUnion(place) {
    this.step(() => (this.unions[place].locked = !this.unions[place].locked));
  }

  /** Whether anything of a union is locked. @param {Drawn} union */
  holds(union) {
    return Boolean(union.locked) || union.members.some((row) => this.locks.includes(row));
  }

  /** Every village that stays as it is: locked, or in a union of which anything is. @returns {number[]} */
  held() {
    return [...new Set([...this.locks, ...this.unions.filter((one) => this.holds(one)).flatMap(({ members }) => members)])];
  }

  /**
   * Take the unions of a plan in place of those drawn; what is locked stays, and what touches it is left out.
   * @param {Drawn[]} planned @returns {number} how many were taken
   */
  take(planned) {
    const held = new Set(this.held());
    const fits = planned.filter(({ members }) => !members.some((row) => held.has(row)));
    this.step(() => {
      this.unions = [...this.unions.filter((one) => this.holds(one)), ...fits.map(({ members, form, month }) => ({ members: [...members], form, month }))];
      this.current = Math.max(0, this.unions.length - 1);
    });
    return fits.length;
  }

  /** @param {number} place */
  remove(place) {
    if (this.holds(this.unions[place])) return;
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
