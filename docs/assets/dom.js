/* Helpers for modules that make parts of the page. */

/* A new element with these properties and children. */
export function element(kind, properties = {}, ...children) {
  const made = Object.assign(document.createElement(kind), properties)
  made.append(...children)
  return made
}

/* Write into a place of the page that is marked for it by data-says. */
export function say(where, text) {
  document.querySelector(`[data-says="${where}"]`).textContent = text
}
