/* Helpers for modules that make parts of the page. */

/* A new element with these properties and children. */
export function element(kind, properties = {}, ...children) {
  const made = Object.assign(document.createElement(kind), properties)
  made.append(...children)
  return made
}

/* Choose in a select what a link asks for, also by its name from before; return a sentence and a space where there is none. */
export function choose(select, asked) {
  if (asked === null) return ""
  const value = new URLSearchParams(select.dataset.old).get(asked) ?? asked
  const known = [...select.options].some((option) => option.value === value)
  select.value = known ? value : ""
  return known ? "" : `No such ${select.dataset.noun} here: ${asked.slice(0, 60)}. `
}

/* Write into a place of the page that is marked for it by data-says. */
export function say(where, text) {
  document.querySelector(`[data-says="${where}"]`).textContent = text
}
