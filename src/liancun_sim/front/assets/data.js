// What the page was given: one JSON block, and arrays or HTML packed inside it.

/** @type {any} */
export const page = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

/** Bytes of a packed block. @param {string} text @returns {Promise<Uint8Array>} */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} text @returns {Promise<Uint16Array>} */
export async function unpackWhole(text) {
  return new Uint16Array((await unpack(text)).buffer);
}

/** @param {string} text @returns {Promise<Float32Array>} */
export async function unpackNumbers(text) {
  return new Float32Array((await unpack(text)).buffer);
}

/** @param {string} text @returns {Promise<string>} */
export async function unpackText(text) {
  return new TextDecoder().decode(await unpack(text));
}
