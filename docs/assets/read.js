/* What I have read: a story is marked by deciding in it or by hand, and says when it has changed since. */

import { named, today } from "./days.js"
import { show } from "./dom.js"
import { change, mine } from "./mine.js"
import { decided, isChanged, markRead } from "./record.js"

const story = document.querySelector(".lt-story")
const [mark, changed] = ["read", "changed"].map((id) => document.getElementById(id))
const { story: id, accent: lead, edition = "" } = story.dataset

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

const before = page()
changed.hidden = !isChanged(before, edition)
if (!changed.hidden) show(changed, "changed", { day: named(before.read) })

story.addEventListener("handbook:decided", ({ target, detail: result }) => {
  if (target.dataset.decide !== id) return /* the question about its twin */
  keep((record) => decided(record, id, { lead, result, edition, day: today() }))
})
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
