/* For whoever comes by a printed code, which carries the edition of its day: when the page has changed since, it says so,
   and where a part in a role-play can be had. A print of today says nothing of itself. */

import { element } from "./dom.js"

const page = document.querySelector("[data-id]")
const printed = new URLSearchParams(location.search).get("e")

if (page && printed !== page.dataset.edition) {
  const note = element("p", { className: "lt-before", role: "status" })
  page.prepend(note)
  /* Later, or nobody would hear it: what is said is what changes in a place that was there. */
  setTimeout(() => note.append("This page has changed since your print. ", element("a", { href: "#title" }, "What it says now")))
}

/* Whoever copies the address has no print. */
const search = location.search.replace(/([?&])e=[^&]*&?/, "$1").replace(/[?&]$/, "")
history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`)
