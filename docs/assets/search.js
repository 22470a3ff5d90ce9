/*
 * The search dialog. It is made and filled when somebody opens it: results as one types, the best three first and the
 * others by kind, each with the sentence that matched. What is searched for stands in the address, so that it can be
 * shared. find.js finds; this module shows.
 */

import { BEST, start, words } from "./find.js"

const PAUSE = 15 /* milliseconds after the last key */
const PART = 12 /* results at a time */
const KINDS = { story: "Stories", principle: "Principles", page: "Other pages" }
const ONE = { story: "Story", principle: "Principle", page: "Page" }
const HIDDEN = "¶" /* what stands behind it in the index is not on the page */

let dialog, root, finder
let before /* the address of the page without a search */
let unknown = "" /* what the address asks for, and no filter has */

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

function element(kind, properties = {}, ...children) {
  const made = Object.assign(document.createElement(kind), properties)
  made.append(...children)
  return made
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
  part("status").textContent = [unknown, text].filter(Boolean).join(" ")
}

/* ---- Narrowing: what can be chosen, and how many results each choice leaves ----------------------------------------- */

/* Show the filters, and choose what a state says. */
async function narrow(state) {
  await finder.narrowing()
  const place = part("filters")
  if (!place.querySelector("select")) {
    for (const { name, label, options } of finder.about.filters) {
      const all = Object.entries({ "": "All", ...options }).map(([value, text]) => new Option(text, value))
      const select = element("select", { name, onchange: changed }, ...all)
      place.append(element("label", { className: "lt-filter" }, label, select))
    }
  }
  for (const { name, noun, options, old } of finder.about.filters) {
    const asked = state.get(name)
    const value = Object.hasOwn(old, asked) ? old[asked] : asked /* links that people keep may have a name from before */
    const known = !value || Object.hasOwn(options, value)
    if (state.has(name)) place.querySelector(`[name="${name}"]`).value = known ? value : ""
    if (!known) unknown = `${unknown} No such ${noun} here: ${asked.slice(0, 60)}.`.trim()
  }
  place.open = true
  search()
}

function changed() {
  unknown = ""
  search()
}

function chosen() {
  return [...dialog.querySelectorAll("select")].map(({ name, value }) => [name, value]).filter(([, value]) => value)
}

/* Keep the results that fit the filters, and write at each choice how many fit with it. */
function narrowed(results) {
  const choice = chosen()
  const fits = (page, but) => choice.every(([name, value]) => name === but || finder.has(page.id, name, value))
  for (const select of dialog.querySelectorAll("select")) {
    const open = results.filter((page) => fits(page, select.name))
    for (const option of select.options) {
      if (!option.value) continue
      const count = open.filter((page) => finder.has(page.id, select.name, option.value)).length
      option.textContent = `${finder.about.filters.find(({ name }) => name === select.name).options[option.value]} (${count})`
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
    part("results").replaceChildren(...moments("Or choose what is going on:"))
    return
  }
  const { results, mended, cut } = text ? await finder.find(text, all) : finder.everything()
  if (mine !== latest) return
  const left = narrowed(results)
  if (!left.length) {
    say(`Nothing found${text && ` for “${text}”`}.`)
    part("results").replaceChildren(...moments("Choose what is going on instead:"))
    return
  }
  const shown = left.slice(0, PART).map(describe)
  const ahead = left.length > BEST ? BEST : PART /* the best are shown as soon as they are there */
  const best = await Promise.all(shown.slice(0, ahead))
  if (mine !== latest) return
  const number = left.length === 1 ? "1 page" : `${left.length} pages`
  say([mended.length && `Searched for “${mended.join(" ")}”.`, cut && "Many stories have this. These are the newest.",
    `${number} found.`].filter(Boolean).join(" "))
  part("results").replaceChildren(...(ahead === BEST ? group("Best", best) : grouped(best)))
  const others = await Promise.all(shown.slice(ahead))
  if (mine === latest) part("results").append(...grouped(others), ...more(left), ...(cut ? [older()] : []))
}

function group(name, results) {
  return results.length ? [element("h2", {}, name), element("ul", {}, ...results.map(item))] : []
}

/* Results by kind. */
function grouped(results) {
  return Object.entries(KINDS).flatMap(([kind, name]) => group(name, results.filter((result) => result.kind === kind)))
}

/* A button for the next results. */
function more(left, from = PART) {
  if (left.length <= from) return []
  const button = quiet("Show more", async () => {
    const shown = await Promise.all(left.slice(from, from + PART).map(describe))
    const list = element("ul", {}, ...shown.map(item))
    button.replaceWith(list, ...more(left, from + PART))
    list.querySelector("a").focus()
  })
  return [button]
}

/* A button that looks for the same among the older stories as well. */
function older() {
  return quiet("Look in older stories too", async () => {
    await search(true)
    dialog.querySelector(".lt-find__results a").focus()
  })
}

function quiet(text, onclick) {
  return element("button", { type: "button", className: "lt-button lt-button--quiet", textContent: text, onclick })
}

/* What to show of a result. */
async function describe(page) {
  const { meta, url, content } = await page.data()
  const all = content.split(/\s+/)
  const end = all.indexOf(HIDDEN)
  const places = new Set(page.words.filter((place) => end < 0 || place < end))
  const address = new URL(url.slice(1).replace(/\.html$/, "/"), root)
  const marked = [...new Set([...places].flatMap((place) => words(all[place] ?? "")))].slice(0, 8)
  if (marked.length) address.searchParams.set("h", marked.join(" "))
  return { title: meta.title, summary: meta.summary, kind: meta.kind, address,
    sentence: sentence(all.slice(0, end < 0 ? all.length : end), places, meta.title) }
}

/* The sentence with the most of the words, but for the title: [[text, whether it is one of them]]. */
function sentence(all, places, title) {
  let best = [0, 0, 0]
  const start = title.split(/\s+/).length
  for (let from = all.slice(0, start).join(" ").replace(/\.$/, "") === title ? start : 0; from < all.length; ) {
    let to = from
    while (to < all.length - 1 && !/[.?!]["”’)]*$/.test(all[to])) to++
    const hits = all.slice(from, to + 1).filter((_, i) => places.has(from + i)).length
    if (hits > best[0]) best = [hits, from, to + 1]
    from = to + 1
  }
  const [hits, from, to] = best
  return hits ? all.slice(from, Math.min(to, from + 40)).map((word, i) => [word, places.has(from + i)]) : []
}

function item({ title, summary, kind, address, sentence }) {
  const text = sentence.flatMap(([word, hit]) => [hit ? element("mark", {}, word) : word, " "])
  return element("li", {},
    element("a", { href: address.href }, title), element("span", { className: "lt-find__kind" }, ` ${ONE[kind]}`),
    element("p", {}, summary), ...(text.length ? [element("p", { className: "lt-find__sentence" }, "… ", ...text)] : []))
}

/* The list of what can be going on, where words do not help. */
function moments(text) {
  const { options } = finder.about.filters.find(({ name }) => name === "moment")
  const links = Object.entries(options).map(([key, name]) =>
    element("li", {}, element("a", { href: new URL(`stories/?moment=${key}`, root).href }, name)))
  return [element("p", {}, text), element("ul", { className: "lt-find__moments" }, ...links)]
}

/* Put the search into the address, or give the page its own back. */
function remember(state) {
  const address = new URL(before)
  if (dialog.open) address.search = state
  history.replaceState(history.state, "", address)
}
