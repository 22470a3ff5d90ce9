/* Opens what is folded or waits whenever somebody needs it: a link to an anchor inside, a search hit, find-in-page, print.
   The long evidence of a principle is printed only where the reader has opened it. Besides, it loads what is for the hand,
   and says that a page is due for a check. */

import { led } from "./header.js"

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

/* A search hit carries its words in the address; they may be anywhere in the text, so all of it opens. The list of what
   is on the page stays as it is: on a phone it would take half of the screen. */
function reachSearchHit() {
  if (!/[?&]h=/.test(location.search)) return
  for (const element of document.querySelectorAll("details:not(.lt-contents), .lt-later")) reach(element)
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
const REST = 1500 /* milliseconds after the page is there */

function forTheHand() {
  if (led || !document.querySelector("[data-id]")) return
  import("./copy-link.js")
  import("./dom.js")
  if (document.querySelector("[data-printing]")) import("./print.js")
}

addEventListener("pointermove", forTheHand, { once: true })
addEventListener("load", () => setTimeout(forTheHand, REST))

/* After the other modules have hidden what waits. */
addEventListener("DOMContentLoaded", () => {
  reachSearchHit()
  if (location.hash) reachAnchor()
})

/* A page that is due for a check says so, also an old copy of it: that is worked out on the day of reading. */
for (const due of document.querySelectorAll(".lt-stale")) due.hidden = new Date() < new Date(due.dataset.reviewBy)
