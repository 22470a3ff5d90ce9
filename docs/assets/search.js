/*
 * The search dialog. It is made and filled when somebody opens it: results as one types, the best three first and the
 * others by kind, each with the sentence that matched. What is searched for stands in the address, so that it can be
 * shared. find.js finds, search-results.js shows what was found. header.js asks for all these modules at once.
 */

import { choose, element } from "./dom.js"
import { BEST, start } from "./find.js"
import { make, part, say as speak } from "./search-dialog.js"
import { answers } from "./search-now.js"
import { PART, counted, describe, group, grouped, moments, more, quiet } from "./search-results.js"

const LATE = 150 /* milliseconds until one notices that nothing happens */

let dialog, root, finder, loading, unknown = "" /* what the address asks for, and no filter has */
let before /* the address of the page without a search */

/* Open the dialog. `state` may hold what to search for: "q" for words, and a filter by its name. */
export async function open(address, state = new URLSearchParams()) {
  root = address
  dialog ??= make({
    changed: () => search(),
    narrowing: () => narrow(new URLSearchParams()),
    closed: () => remember(),
  })
  if (!dialog.open) {
    before = new URL(location.href)
    if (before.searchParams.has("q")) before.search = ""
    dialog.showModal()
  }
  const [input] = dialog.getElementsByTagName("input")
  if (state.get("q")) input.value = state.get("q")
  input.select()
  unknown = ""
  if (!(await ready())) return
  if ([...state].some(([name, value]) => value && name !== "q")) await narrow(state)
  search()
}

/* ---- Loading ------------------------------------------------------------------------------------------------------ */

function say(text) {
  clearTimeout(late)
  speak(`${unknown}${text}`)
}

/* Load what finds pages, once, however many ask for it at a time; return whether it is there. */
async function ready() {
  if (!finder && !loading) say("Getting ready …")
  try {
    finder = await (loading ??= start(new URL("search/", root)))
    part("filters").hidden = false
    part("made").textContent = finder.about.made ?? ""
    return true
  } catch {
    failed()
    return false
  }
}

/* Without a line nothing of what was found before stays, as if it were found now. It goes on by itself later. */
function failed() {
  finder = loading = undefined /* Pagefind never asks again for what it did not get */
  say("The search cannot be loaded. Are you connected?")
  part("results").replaceChildren(element("p", {}, element("a", { href: new URL("all/", root).href }, "All pages")))
  addEventListener("online", again, { once: true })
}

function again() {
  if (dialog.open) search()
}

/* ---- Narrowing: what can be chosen, and how many results each choice leaves ----------------------------------------- */

/* Show the filters, and choose what a state says. */
async function narrow(state) {
  try {
    await finder.facets.load()
  } catch {
    return failed()
  }
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

/* Say which filters are on, also while they are folded, and let all of them be cleared. */
function tellChosen() {
  const on = chosen().map(([name, value]) => `${filter(name).label}: ${filter(name).options[value]}`)
  const clear = element("button", { type: "button", className: "lt-link", textContent: "Clear filters", onclick: () => {
    for (const select of dialog.querySelectorAll("select")) select.value = ""
    unknown = ""
    search()
    dialog.querySelector("input").focus()
  } })
  part("only").hidden = !on.length
  part("only").replaceChildren(`Only ${on.join(", ")}. `, clear)
}

/* A filter, with its label and the names of what can be chosen in it, by their keys. */
function filter(wanted) {
  return finder.about.filters.find(({ name }) => name === wanted)
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
      option.textContent = `${filter(select.name).options[option.value]} (${count})`
    }
  }
  return results.filter((page) => fits(page))
}

/* ---- Results ---------------------------------------------------------------------------------------------------- */

let latest = 0, late

/* Show what is found for the words and filters. With the filters open, and for `all`, older stories are looked through
   even for words that many stories have. */
async function search(all = part("filters").open) {
  const { value } = dialog.querySelector("input")
  const text = value.trim()
  const typing = !/\s$/.test(value) /* the last word may go on */
  const mine = ++latest
  remember(new URLSearchParams([["q", text], ...chosen()]))
  if (!(await ready()) || mine !== latest) return
  tellChosen()
  if (text.length < 2 && !chosen().length) {
    say("")
    part("results").replaceChildren(...moments("Or choose what is going on:", filter("moment").options, root))
    return
  }
  clearTimeout(late)
  late = setTimeout(waiting, LATE)
  try {
    await show(text, text ? await finder.find(text, { all, typing }) : finder.everything(), mine)
  } catch {
    if (mine === latest) failed()
  }
}

/* What was found for other words goes, where the answer takes longer than one notices. */
function waiting() {
  say("Looking …")
  part("results").replaceChildren()
}

async function show(text, { results, mended, cut }, mine) {
  if (mine !== latest) return
  const [left, now] = [narrowed(results), answers([text, ...mended].join(" "), finder.about, root)]
  if (!left.length) {
    say(`Nothing found${text && ` for “${text}”`}.`)
    part("results").replaceChildren(...now, ...moments("Choose what is going on instead:", filter("moment").options, root))
    return
  }
  const shown = left.slice(0, PART).map((page) => describe(page, root))
  const best = await Promise.all(shown.slice(0, BEST)) /* these are shown as soon as they are there */
  if (mine !== latest) return
  const whole = left.filter(({ some }) => !some).length
  say([mended.length && `Searched for “${mended.join(" ")}”.`, cut && "Many stories have this. These are the newest.",
    counted(whole, left.length - whole)].filter(Boolean).join(" "))
  part("results").replaceChildren(...now, ...group(whole ? "Best" : "Some of it", best))
  const others = await Promise.all(shown.slice(BEST))
  if (mine === latest) part("results").append(...grouped(others), ...more(left, root), ...(cut ? [older()] : []))
}

/* A button that looks for the same among the older stories as well. */
function older() {
  return quiet("Look in older stories too", async () => {
    await search(true)
    dialog.querySelector(".lt-find__results a").focus()
  })
}

/* Put the search into the address, or give the page its own back. */
function remember(state) {
  const address = new URL(before)
  if (dialog.open) address.search = state
  history.replaceState(history.state, "", address)
}
