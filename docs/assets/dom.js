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

/* Load a stylesheet that most pages do without; wait for it, so that nothing is seen undressed. */
export function dress(href) {
  return new Promise((done) => {
    document.head.append(element("link", { rel: "stylesheet", href, onload: done, onerror: done }))
  })
}

/* A page of this site, read and not run. Fails where it cannot be had; the fault has the status of the answer. */
export async function pageAt(address) {
  const answer = await fetch(address)
  const ours = new URL(answer.url).origin === location.origin /* and not the page where one signs in */
  if (!answer.ok || !ours) throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status })
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}

const pages = new Map() /* by address */

/* The same for a page that is asked for several times: it comes once, unless that failed. */
export async function pageOnce(address) {
  const url = new URL(address, location.href)
  url.hash = ""
  if (!pages.has(url.href)) pages.set(url.href, pageAt(url))
  try {
    return await pages.get(url.href)
  } catch (fault) {
    pages.delete(url.href)
    throw fault
  }
}

/* Of the texts in a place, show those for this case, and fill the gaps that they have. */
export function show(place, when, gaps = {}) {
  for (const text of place.querySelectorAll("[data-when]")) text.hidden = !text.dataset.when.split(" ").includes(when)
  fill(place, gaps)
}

/* Fill the gaps of a place: by the name of each, its text. */
export function fill(place, gaps) {
  for (const [name, text] of Object.entries(gaps)) {
    for (const gap of place.querySelectorAll(`[data-gap="${name}"]`)) gap.textContent = text
  }
}

/* A copy of what a template holds, its gaps filled. */
export function filled(template, gaps = {}) {
  const copy = template.content.firstElementChild.cloneNode(true)
  fill(copy, gaps)
  return copy
}

/* A number with its noun: "1 minute", "2 stories". */
export function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`
}

/* Write into a place of the page that is marked for it by data-says. */
export function say(where, text) {
  document.querySelector(`[data-says="${where}"]`).textContent = text
}
