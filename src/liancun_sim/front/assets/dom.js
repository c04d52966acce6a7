// Making elements: text is always text, never markup.

/**
 * @param {string} name
 * @param {Record<string, any>} marks attributes; `on…` are listeners, `text` is the content
 * @param {(Node | string | null)[]} inside
 * @returns {HTMLElement}
 */
export function make(name, marks = {}, ...inside) {
  const made = document.createElement(name);
  mark(made, marks);
  made.append(.../** @type {(Node | string)[]} */ (inside.filter((one) => one !== null)));
  return made;
}

/** The same for SVG. @param {string} name @param {Record<string, any>} marks @param {(Node | string)[]} inside */
export function draw(name, marks = {}, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  mark(made, marks);
  made.append(...inside);
  return made;
}

/** @param {Element} made @param {Record<string, any>} marks */
function mark(made, marks) {
  for (const [key, value] of Object.entries(marks)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
}
