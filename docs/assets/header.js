/* The header: light or dark, the menu on a narrow window, and the search, which is loaded when somebody opens it. */

const COLOURS = "little-things:colours"
const SCHEMES = { default: "light", slate: "dark" }

/* ---- Light or dark: as the device is set, until the reader chooses ------------------------------------------------- */

const switcher = document.querySelector("[data-colours]")

function colour(scheme) {
  document.body.dataset.mdColorScheme = scheme
  switcher.setAttribute("aria-label", `Switch to ${scheme === "slate" ? "light" : "dark"} mode`)
}

switcher.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate"
  colour(scheme)
  try {
    localStorage.setItem(COLOURS, scheme)
  } catch {} /* some browsers let a page keep nothing */
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

/* What it needs, in the search folder: asked for at once, since on a slow line each file that waits for another one costs
   a third of a second. */
const needed = [
  { rel: "modulepreload", href: "1/pagefind.js" },
  ...["words.json", "1/pagefind-entry.json?ts=", "1/wasm.en.pagefind"].map((href) =>
    ({ rel: "preload", as: "fetch", crossOrigin: "", href })),
]

async function search(state) {
  for (const { href, ...how } of needed.splice(0)) {
    document.head.append(Object.assign(document.createElement("link"), how, { href: new URL(`search/${href}`, root) }))
  }
  try {
    const [{ open }] = await Promise.all([import("./search.js"), import("./find.js")])
    open(root, state)
  } catch {
    location.assign(link.href) /* the plain list of all pages, if the line lets that through */
  }
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

addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, dialog")
  const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!slash && !(event.key === "k" && (event.ctrlKey || event.metaKey))) return
  event.preventDefault()
  search()
})
/* Another module can ask for it, with words and filters. */
addEventListener("handbook:search", (event) => search(event.detail))

/* A shared search is in the address, and so are the words that led to a page. */
const asked = new URLSearchParams(location.search)
if (asked.has("q")) search(asked)
if (asked.has("h")) import("./highlight.js")
