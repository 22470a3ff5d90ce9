/* The filters of the search: what can be chosen, how many results each choice leaves, and which are on. */

import { choose, element } from "./dom.js"
import { field, part } from "./search-dialog.js"

let finder, changed
export let unknown = "" /* what the address asks for, and no filter has */

/* Take the filters of what finds pages; `search` is called after each choice. */
export function prepare(those, search) {
  finder = those
  changed = search
  part("filters").hidden = false
}

/* Nothing is asked for any more that no filter has. */
export function forget() {
  unknown = ""
}

function selects() {
  return [...part("filters").querySelectorAll("select")]
}

/* Show the filters, and choose what a state says. Fails where they cannot be loaded. */
export async function offer(state) {
  await finder.facets.load()
  if (!selects().length) part("filters").append(...finder.about.filters.map(choice))
  for (const select of selects()) unknown += choose(select, state.get(select.name))
  part("filters").open = true
}

function choice({ name, label, noun, options, old }) {
  const all = Object.entries({ "": "All", ...options }).map(([value, text]) => new Option(text, value))
  const onchange = () => { forget(); changed() }
  const select = element("select", { name, onchange }, ...all)
  Object.assign(select.dataset, { noun, old: new URLSearchParams(old) })
  return element("label", { className: "lt-filter" }, label, select)
}

/* A filter, with its label and the names of what can be chosen in it, by their keys. */
export function filter(wanted) {
  return finder.about.filters.find(({ name }) => name === wanted)
}

/* What is chosen: [[name, value]]. */
export function chosen() {
  return selects().map(({ name, value }) => [name, value]).filter(([, value]) => value)
}

/* Say which filters are on, also while they are folded, and let all of them be cleared. */
export function tellChosen() {
  const on = chosen().map(([name, value]) => `${filter(name).label}: ${filter(name).options[value]}`)
  const clear = element("button", { type: "button", className: "lt-link", textContent: "Clear filters", onclick: () => {
    for (const select of selects()) select.value = ""
    forget()
    changed()
    field().focus()
  } })
  part("only").hidden = !on.length
  part("only").replaceChildren(`Only ${on.join(", ")}. `, clear)
}

/* Keep the results that fit the filters, and write at each choice how many fit with it. */
export function narrowed(results) {
  const choice = chosen()
  const fits = (page, but) => choice.every(([name, value]) => name === but || finder.facets.has(page.id, name, value))
  for (const select of selects()) {
    const open = results.filter((page) => fits(page, select.name))
    for (const option of select.options) {
      if (!option.value) continue
      const count = open.filter((page) => finder.facets.has(page.id, select.name, option.value)).length
      option.textContent = `${filter(select.name).options[option.value]} (${count})`
    }
  }
  return results.filter((page) => fits(page))
}
