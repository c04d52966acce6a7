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

/** Headers, with the language the page is read in, whatever the browser prefers: refusals are said in it. @param {Record<string, string>} others */
const withLanguage = (others) => ({ ...others, "accept-language": document.documentElement.lang });

/** @param {string} address @param {string} type @param {BodyInit} body */
const posted = (address, type, body) => answered(fetch(address, { method: "POST", headers: withLanguage({ "content-type": type }), body }));

/** @param {string} address */
export const ask = (address) => answered(fetch(address, { headers: withLanguage({ accept: "application/json" }) }));

/** @param {string} address @param {any} body */
export const post = (address, body) => posted(address, "application/json", JSON.stringify(body));

/** @param {string} address @param {File} file */
export const upload = (address, file) => posted(address, "application/octet-stream", file);
