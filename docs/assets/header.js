/* The header: light or dark, the menu on a narrow window, and the search, which is loaded when somebody opens it. */

import { device } from "./keep.js"

/* ---- Light or dark: as the device is set, until the reader chooses ------------------------------------------------- */

const switcher = document.querySelector("[data-colours]")

function colour(scheme) {
  document.body.dataset.mdColorScheme = scheme
  switcher.setAttribute("aria-label", `Switch to ${scheme === "slate" ? "light" : "dark"} mode`)
}

switcher.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate"
  colour(scheme)
  device.keep("colours", scheme)
})
colour(document.body.dataset.mdColorScheme)
switcher.hidden = false

/* ---- The menu: the browser opens and closes it, but leaves it open behind whoever tabs on ---------------------------- */

const menu = document.getElementById("menu")

menu.addEventListener("focusout", ({ relatedTarget: to }) => {
  if (to && !menu.contains(to) && menu.matches(":popover-open")) menu.hidePopover()
})

/* ---- The search ---------------------------------------------------------------------------------------------------- */

const link = document.querySelector("[data-search]")
const root = new URL(link.dataset.search, location.href)

/* All that it needs, asked for at once: on a slow line each file that waits for another one costs a third of a second. */
const modules = ["./search.js", "./search-dialog.js", "./search-filters.js", "./search-results.js", "./search-now.js",
  "./dom.js", "./find.js", "./lookup.js", "./words.js"]
const needed = [
  { rel: "modulepreload", href: "1/pagefind.js" },
  ...["words.json", "1/pagefind-entry.json?ts=", "1/wasm.en.pagefind"].map((href) =>
    ({ rel: "preload", as: "fetch", crossOrigin: "", href })),
]

let typed = null /* what one types while the dialog is on its way */

/* Return it, once; null where nobody waits for the dialog. */
function taken() {
  const words = typed
  typed = null
  return words
}

async function search(state) {
  if (location.protocol === "file:") return onDisk()
  typed ??= ""
  for (const { href, ...how } of needed.splice(0)) {
    document.head.append(Object.assign(document.createElement("link"), how, { href: new URL(`search/${href}`, root) }))
  }
  try {
    const [{ open }] = await all(modules)
    open(root, taken, state)
  } catch {
    taken()
    instead()
  }
}

/* The plain list of all pages, if the line lets that through; if not, the page that is there is better than none. */
async function instead() {
  try {
    await fetch(link.href, { method: "HEAD" })
    location.assign(link.href)
  } catch {
    notice.textContent = "You are offline, and the search needs the network. This page stays as it is."
    addEventListener("online", () => notice.replaceChildren(), { once: true })
  }
}

/* On a stick: a browser loads no index from a disk. */
function onDisk() {
  const list = Object.assign(document.createElement("a"), { href: link.href, textContent: "all pages" })
  notice.replaceChildren("The search needs the handbook on the web. Here, look through ", list, ".")
}

function all(names) {
  return Promise.all(names.map((name) => import(name)))
}

/* With this module the link to all pages becomes a button that opens the search. */
const opener = document.createElement("button")
opener.type = "button"
opener.ariaLabel = "Search"
opener.className = link.className
opener.append(...link.childNodes)
opener.setAttribute("aria-keyshortcuts", "/ Control+K")
opener.addEventListener("click", () => search())
link.replaceWith(opener)
const notice = document.createElement("p")
notice.className = "lt-notice"
notice.role = "status"
opener.after(notice)

addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, dialog")
  const plain = !writing && !event.ctrlKey && !event.metaKey && !event.altKey
  const letter = plain && typed !== null && !event.repeat && (event.key.length === 1 || event.key === "Backspace")
  const slash = plain && event.key === "/"
  if (!letter && !slash && !(event.key === "k" && (event.ctrlKey || event.metaKey))) return
  event.preventDefault()
  if (letter) typed = event.key === "Backspace" ? typed.slice(0, -1) : typed + event.key
  else search()
})
/* Another module can ask for it, with words and filters. */
addEventListener("handbook:search", (event) => search(event.detail))

/* A shared search is in the address. */
const asked = new URLSearchParams(location.search)
if (asked.has("q")) search(asked)
/* Who leads a story or a session, or plays a part in it, gets another page, where there is one to lead or to play. What looks
   for its own place later leaves a page that is `led`: the place may be gone. Of a wall the room sees nothing before it is there. */
const way = ["lead", "present", "role"].find((name) => asked.has(name))
export const led = way && document.querySelector(way === "role" ? ".lt-roles" : "[data-story] #scene, .lt-session")
if (led) {
  const { style } = document.documentElement
  if (way === "present") style.opacity = 0
  import("./trainer.js").then(({ lead }) => lead(way, led)).finally(() => (style.opacity = ""))
}
/* So are the words that led to a page, and the edition of a print. */
if (asked.has("h") && !led) all(["./highlight.js", "./words.js"])
if (asked.has("e")) all(["./changed.js", "./dom.js"])

/* ---- The foot: what it needs comes with it into sight -------------------------------------------------------------- */

const foot = document.querySelector("[data-whole]")
const near = new IntersectionObserver((seen) => {
  if (!seen.some(({ isIntersecting }) => isIntersecting)) return
  near.disconnect()
  import("./foot.js")
})
if (foot && !led) near.observe(foot)

/* ---- Without a network: the browser keeps the handbook, once this page is there and nothing else is to be done -------- */

const { serviceWorker } = navigator
const { worker } = document.querySelector("link[rel=manifest]")?.dataset ?? {}

/* On a first visit there is nothing to say of it, and where a browser refuses, as in a private window, neither. */
async function keep() {
  try {
    if (serviceWorker.controller) (await import("./offline.js")).start(worker)
    else await serviceWorker.register(worker)
  } catch {}
}

/* On a page at rest, Chromium sometimes never says that it has nothing to do: in 5 of 770 first visits. */
const PATIENCE = { timeout: 3000 } /* milliseconds; a browser that only has setTimeout does not wait */

if (worker && serviceWorker) addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(keep, PATIENCE))
