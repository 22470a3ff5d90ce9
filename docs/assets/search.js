/*
 * The search dialog. It is made and filled when somebody opens it: results as one types, the best three first and the
 * others by kind, each with the sentence that matched. What is searched for stands in the address, so that it can be
 * shared. find.js finds, search-results.js shows what was found. header.js asks for all these modules at once.
 */

import { choose, element } from "./dom.js"
import { BEST, start } from "./find.js"
import { PART, describe, group, grouped, moments, more, quiet } from "./search-results.js"

const PAUSE = 15 /* milliseconds after the last key */

let dialog, root, finder, unknown = "" /* what the address asks for, and no filter has */
let before /* the address of the page without a search */

/* Open the dialog. `state` may hold what to search for: "q" for words, and a filter by its name. */
export async function open(address, state = new URLSearchParams()) {
  root = address
  dialog ??= make()
  if (!dialog.open) {
    before = new URL(location.href)
    if (before.searchParams.has("q")) before.search = ""
    dialog.showModal()
  }
  const [input] = dialog.getElementsByTagName("input")
  if (state.get("q")) input.value = state.get("q")
  input.select()
  unknown = ""
  finder ??= await ready()
  if (!finder) return
  if ([...state].some(([name, value]) => value && name !== "q")) await narrow(state)
  search()
}

function part(name) {
  return dialog.querySelector(`[data-part="${name}"]`)
}

/* ---- The dialog ------------------------------------------------------------------------------------------------- */

function make() {
  const made = element("dialog", { className: "lt-find md-typeset", ariaLabel: "Search" })
  const input = element("input", { type: "text", ariaLabel: "Search", placeholder: "What is in front of you?",
    autocomplete: "off", spellcheck: false, autofocus: true, enterKeyHint: "search" })
  const close = element("button", { type: "button", className: "lt-link", textContent: "Close" })
  const form = element("form", { className: "lt-find__head" }, input, close)
  form.setAttribute("role", "search")
  const filters = element("details", { className: "lt-find__narrow", hidden: true }, element("summary", {}, "Narrow"))
  filters.dataset.part = "filters"
  const status = element("p", { className: "lt-find__status", role: "status" })
  status.dataset.part = "status"
  const results = element("div", { className: "lt-find__results" })
  results.dataset.part = "results"
  made.append(form, filters, status, results)
  document.body.append(made)

  let pause
  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(() => search(), PAUSE)
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    made.querySelector(".lt-find__results a")?.focus()
  })
  close.addEventListener("click", () => made.close())
  made.addEventListener("close", () => remember())
  made.addEventListener("keydown", arrows)
  made.addEventListener("click", (event) => event.target === made && made.close()) /* outside of it */
  filters.addEventListener("toggle", () => filters.open && narrow(new URLSearchParams()))
  return made
}

/* Up and down go through the results, and from the first one back to the words. */
function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.target.matches("select")) return
  const stops = [dialog.querySelector("input"), ...dialog.querySelectorAll(".lt-find__results :is(a, button)")]
  const next = stops[stops.indexOf(document.activeElement) + step]
  if (next) {
    event.preventDefault()
    next.focus()
  }
}

async function ready() {
  say("Getting ready …")
  try {
    const found = await start(new URL("search/", root))
    say("")
    part("filters").hidden = false
    return found
  } catch {
    say("The search cannot be loaded. Are you connected?")
  }
}

function say(text) {
  part("status").textContent = `${unknown}${text}`
}

/* ---- Narrowing: what can be chosen, and how many results each choice leaves ----------------------------------------- */

/* Show the filters, and choose what a state says. */
async function narrow(state) {
  await finder.facets.load()
  const place = part("filters")
  if (!place.querySelector("select")) {
    for (const { name, label, noun, options, old } of finder.about.filters) {
      const all = Object.entries({ "": "All", ...options }).map(([value, text]) => new Option(text, value))
      const onchange = () => { unknown = ""; search() }
      const select = element("select", { name, onchange }, ...all)
      Object.assign(select.dataset, { noun, old: new URLSearchParams(old) })
      place.append(element("label", { className: "lt-filter" }, label, select))
    }
  }
  for (const select of place.querySelectorAll("select")) unknown += choose(select, state.get(select.name))
  place.open = true
  search()
}

/* The names of what can be chosen in a filter, by their keys. */
function options(filter) {
  return finder.about.filters.find(({ name }) => name === filter).options
}

function chosen() {
  return [...dialog.querySelectorAll("select")].map(({ name, value }) => [name, value]).filter(([, value]) => value)
}

/* Keep the results that fit the filters, and write at each choice how many fit with it. */
function narrowed(results) {
  const choice = chosen()
  const fits = (page, but) => choice.every(([name, value]) => name === but || finder.facets.has(page.id, name, value))
  for (const select of dialog.querySelectorAll("select")) {
    const open = results.filter((page) => fits(page, select.name))
    for (const option of select.options) {
      if (!option.value) continue
      const count = open.filter((page) => finder.facets.has(page.id, select.name, option.value)).length
      option.textContent = `${options(select.name)[option.value]} (${count})`
    }
  }
  return results.filter((page) => fits(page))
}

/* ---- Results ---------------------------------------------------------------------------------------------------- */

let latest = 0

/* Show what is found for the words and filters. With the filters open, and for `all`, older stories are looked through
   even for words that many stories have. */
async function search(all = part("filters").open) {
  const text = dialog.querySelector("input").value.trim()
  const mine = ++latest
  remember(new URLSearchParams([["q", text], ...chosen()]))
  if (!finder) return
  if (text.length < 2 && !chosen().length) {
    say("")
    part("results").replaceChildren(...instead("Or choose what is going on:"))
    return
  }
  const { results, mended, cut } = text ? await finder.find(text, all) : finder.everything()
  if (mine !== latest) return
  const left = narrowed(results)
  if (!left.length) {
    say(`Nothing found${text && ` for “${text}”`}.`)
    part("results").replaceChildren(...instead("Choose what is going on instead:"))
    return
  }
  const shown = left.slice(0, PART).map((page) => describe(page, root))
  const ahead = left.length > BEST ? BEST : PART /* the best are shown as soon as they are there */
  const best = await Promise.all(shown.slice(0, ahead))
  if (mine !== latest) return
  const number = left.length === 1 ? "1 page" : `${left.length} pages`
  say([mended.length && `Searched for “${mended.join(" ")}”.`, cut && "Many stories have this. These are the newest.",
    `${number} found.`].filter(Boolean).join(" "))
  part("results").replaceChildren(...(ahead === BEST ? group("Best", best) : grouped(best)))
  const others = await Promise.all(shown.slice(ahead))
  if (mine === latest) part("results").append(...grouped(others), ...more(left, root), ...(cut ? [older()] : []))
}

/* A button that looks for the same among the older stories as well. */
function older() {
  return quiet("Look in older stories too", async () => {
    await search(true)
    dialog.querySelector(".lt-find__results a").focus()
  })
}

/* What can be going on, where words do not help. */
function instead(text) {
  return moments(text, options("moment"), root)
}

/* Put the search into the address, or give the page its own back. */
function remember(state) {
  const address = new URL(before)
  if (dialog.open) address.search = state
  history.replaceState(history.state, "", address)
}
