/* What I have read: a story is marked by deciding in it or by hand, and says when it has changed since. */

import { named, today } from "./days.js"
import { show } from "./dom.js"
import { change, mine } from "./mine.js"
import { decided, isChanged, markRead } from "./record.js"

const [mark, changed] = ["read", "changed"].map((id) => document.getElementById(id))
const { story: id, accent: lead, edition = "" } = document.querySelector(".lt-story").dataset

function page() {
  return mine().pages.get(id)
}

function say() {
  const { read = "", how } = page() ?? {}
  show(mark, read ? how : "unread", { day: read && named(read) })
}

function keep(how) {
  if (change(how)) say()
  else show(mark, "refused")
}

/* Take note of an answer here. */
export function note(result) {
  if (result) keep((record) => decided(record, id, { lead, result, edition, day: today() }))
}

const before = page()
if (isChanged(before, edition)) show(changed, "changed", { day: named(before.read) })

const [did, undo] = mark.querySelectorAll("button")
did.addEventListener("click", () => {
  keep((record) => markRead(record, id, { lead, edition, day: today() }))
  undo.focus()
})
undo.addEventListener("click", () => {
  keep((record) => record.pages.delete(id))
  did.focus()
})
say()
mark.hidden = false
