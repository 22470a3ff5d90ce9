/*
 * The search dialog. It is made and filled when somebody opens it: results as one types, the best three first and the
 * others by kind, each with the sentence that matched. What is searched for stands in the address, so that it can be
 * shared. find.js finds, search-filters.js narrows, search-results.js shows. header.js asks for all of them at once.
 */

import { element } from "./dom.js"
import { BEST, start } from "./find.js"
import { dressed, field, make, part, say as speak } from "./search-dialog.js"
import { chosen, filter, forget, narrowed, offer, prepare, tellChosen, unknown } from "./search-filters.js"
import { answers } from "./search-now.js"
import { PART, counted, describe, group, grouped, moments, more, quiet } from "./search-results.js"

const LATE = 150 /* milliseconds until one notices that nothing happens */
const REST = 400 /* milliseconds without a key until what pages fold is looked through as well */

let dialog, root, finder, loading
let before /* the address of the page without a search */

/* Open the dialog. `taken` tells what was typed before it was there; `state` may hold what to search for: "q" for words,
   and a filter by its name. */
export async function open(address, taken, state = new URLSearchParams()) {
  await dressed
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
  const typed = taken()
  const words = typed || state.get("q")
  if (words) field().value = words
  if (!typed) field().select()
  forget()
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
    prepare(finder, search)
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

async function narrow(state) {
  try {
    await offer(state)
  } catch {
    return failed()
  }
  search()
}

/* ---- Results ---------------------------------------------------------------------------------------------------- */

let latest = 0, late

/* Show what is found for the words and filters. With the filters open, and for `all`, older stories are looked through
   even for words that many stories have. */
async function search(all = part("filters").open) {
  const text = field().value.trim()
  const typing = !/\s$/.test(field().value) /* the last word may go on */
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
    const left = await show(text, text ? await finder.find(text, { all, typing }) : finder.everything(), mine)
    if (text && !left.some(whole)) await lookDeeper(text, typing, mine)
  } catch {
    if (mine === latest) failed()
  }
}

/* What was found for other words goes, where the answer takes longer than one notices. */
function waiting() {
  say("Looking …")
  part("results").replaceChildren()
}

/* Where nothing has all that is asked for, what pages fold may have it. It takes more to load, so nobody types any more. */
async function lookDeeper(text, typing, mine) {
  await new Promise((settle) => setTimeout(settle, REST))
  if (mine !== latest || !dialog.open) return
  const found = await finder.find(text, { typing, folded: true })
  if (mine === latest && narrowed(found.results).some(whole)) await show(text, found, mine)
}

/* Show what was found, and return what of it fits the filters. */
async function show(text, { results, mended, cut }, mine) {
  if (mine !== latest) return []
  const [left, now] = [narrowed(results), answers([text, ...mended].join(" "), finder.about, root)]
  if (!left.length) {
    say(`Nothing found${text && ` for “${text}”`}.`)
    part("results").replaceChildren(...now, ...moments("Choose what is going on instead:", filter("moment").options, root))
    return left
  }
  const described = (from, to) => Promise.all(left.slice(from, to).map((page) => describe(page, root)))
  const best = await described(0, BEST) /* on a slow line these are there sooner where the others are not asked for yet */
  if (mine !== latest) return left
  const full = left.filter(whole).length
  say([mended.length && `Searched for “${mended.join(" ")}”.`, cut && "Many stories have this. These are the newest.",
    counted(full, left.length - full)].filter(Boolean).join(" "))
  part("results").replaceChildren(...now, ...group(full ? "Best" : "Some of it", best))
  const others = await described(BEST, PART)
  if (mine === latest) part("results").append(...grouped(others), ...more(left, root), ...(cut ? [older()] : []))
  return left
}

/* Whether a page has all that was asked for. */
function whole({ some }) {
  return !some
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
