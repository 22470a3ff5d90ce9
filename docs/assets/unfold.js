/* Opens what is folded or waits whenever somebody needs it: a link to an anchor inside, a search hit, find-in-page, print.
   The long evidence of a principle is printed only where the reader has opened it. */

/* Show a place in the page: reveal each part that waits, and then open each fold around it. */
function reach(place) {
  const around = []
  for (let element = place; element; element = element.parentElement) around.push(element)
  for (const element of around) if (element.hidden) element.dispatchEvent(new Event("beforematch", { bubbles: true }))
  for (const element of around) if (element instanceof HTMLDetailsElement) element.open = true
}

function reachAnchor() {
  const place = document.getElementById(location.hash.slice(1))
  if (!place) return
  reach(place)
  place.scrollIntoView()
}

/* A search hit carries its words in the address; they may be anywhere, so everything opens. */
function reachSearchHit() {
  if (!new URLSearchParams(location.search).has("h")) return
  for (const element of document.querySelectorAll("details, .lt-later")) reach(element)
}

addEventListener("hashchange", reachAnchor)
addEventListener("beforeprint", () => {
  for (const code of document.querySelectorAll(".lt-code")) code.loading = "eager"
  for (const fold of document.querySelectorAll("details:not([open], .lt-evidence)")) {
    fold.open = true
    addEventListener("afterprint", () => (fold.open = false), { once: true })
  }
})
/* What is for the hand comes when one moves, and after the page in any case: links to copy, and sheets to print. */
const FOR_THE_HAND = { "[data-id]": ["./copy-link.js", "./dom.js"], "[data-printing]": ["./print.js"] }
const REST = 1500 /* milliseconds after the page is there */

function forTheHand() {
  for (const [place, modules] of Object.entries(FOR_THE_HAND)) {
    if (document.querySelector(place)) for (const name of modules) import(name)
  }
}

for (const move of ["pointermove", "pointerdown", "keydown"]) addEventListener(move, forTheHand, { once: true, passive: true })
addEventListener("load", () => setTimeout(forTheHand, REST))

/* After the other modules have hidden what waits. */
addEventListener("DOMContentLoaded", () => {
  reachSearchHit()
  if (location.hash) reachAnchor()
})
