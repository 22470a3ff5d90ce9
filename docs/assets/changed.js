/* For whoever comes by a printed code, which carries the edition of its day. When the page has changed since, it says so; and
   a story asks which part one plays, since the same code stands on the wall while a room gets into its parts. */

import { element } from "./dom.js"

const page = document.querySelector("[data-id]")
const printed = new URLSearchParams(location.search).get("e")

/* At the top; the words come later, or nobody would hear them: what is said is what changes in a place that was there. */
function note(...words) {
  const made = element("p", { className: "lt-before", role: "status" })
  page.prepend(made)
  setTimeout(() => made.append(...words))
}

if (page?.matches("[data-story]")) note("Are you playing it? ", element("a", { href: "?role" }, "Which part do you play?"))
if (page && printed !== page.dataset.edition) {
  note("This page has changed since your print. ", element("a", { href: "#title" }, "What it says now"))
}

/* Whoever copies the address has no print. */
const search = location.search.replace(/([?&])e=[^&]*&?/, "$1").replace(/[?&]$/, "")
history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`)
