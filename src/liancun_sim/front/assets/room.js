// The room as its server tells of it: looked at again and again, and what is done in it.
import { say } from "./words.js";

const LOOK = 1200; // milliseconds between looks

/** Send something to the room; what it tells then, or its faults. @param {string} act @param {any} body @returns {Promise<any>} */
export async function send(act, body) {
  const sent = { ...body, language: document.documentElement.lang };
  const how = { method: "POST", headers: { "content-type": "application/json", "accept-language": sent.language }, body: JSON.stringify(sent) };
  try {
    const answer = await fetch(act, how);
    return await answer.json();
  } catch {
    return { faults: [say("lost_line")] };
  }
}

/** Look at the room for as long as the page is open. @param {string} role @param {(told: any) => void} take */
export async function follow(role, take) {
  for (;;) {
    const told = await fetch(`/room/${role}`).then((answer) => (answer.ok ? answer.json() : answer.status), () => null);
    if (told === 403) return location.replace("/"); // the class is another one
    take(typeof told === "object" ? told : null);
    await new Promise((resolve) => setTimeout(resolve, LOOK * (0.8 + 0.4 * Math.random()))); // forty do not ask at once
  }
}

/** Faults as one line; those the room has words for, in them. @param {string[]} faults */
export const faultsLine = (faults) => faults.map((one) => (one === "killed" ? say("killed") : one)).join(" ");
