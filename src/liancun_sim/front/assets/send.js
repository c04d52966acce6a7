// What is asked of the page's own server; the one module of this page that asks anything.

/** @param {Promise<Response>} sent @returns {Promise<any>} what was answered; `faults` where it was not JSON */
async function answered(sent) {
  try {
    const answer = await sent;
    return await answer.json().catch(() => ({ faults: [`${answer.status}`], status: answer.status }));
  } catch {
    return { faults: ["–"], status: 0 };
  }
}

/** @param {string} address */
export const ask = (address) => answered(fetch(address, { headers: { accept: "application/json" } }));

/** @param {string} address @param {any} body */
export const post = (address, body) =>
  answered(fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));

/** @param {string} address @param {File} file */
export const upload = (address, file) =>
  answered(fetch(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file }));
