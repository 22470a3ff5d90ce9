/* My schedule on the page of a session. A link brings it back, and says what has changed in the session since. */

import { editionOf, nameOf, read } from "./agenda.js"
import { Arrangement } from "./arrange.js"
import { counted, say } from "./dom.js"
import { decode } from "./plan-link.js"

const CUT = "This link was cut or changed on its way, so here is the session as it is. Ask for the link once more."

const root = document.querySelector(".lt-session:not([data-builder])")
const items = new Map([...root.querySelectorAll(".lt-agenda > li")].map((item) => [item.dataset.step, item]))
const own = read(root.querySelector(".lt-agenda"))
const { session } = root.dataset
const edition = editionOf(root)
const make = ({ key }) => items.get(key)
const arrangement = new Arrangement(root, make, { people: 0, outcome: "both", topic: "", editions: { [session]: edition } })

/* The steps of a plan that are still there, with those that are new, each behind the step that it follows on the page. */
function joined(steps) {
  const found = steps.filter(({ key }) => !key || items.has(key))
  for (const [place, step] of own.entries()) {
    if (found.some(({ key }) => key === step.key)) continue
    const before = found.findIndex(({ key }) => key === own[place - 1]?.key)
    found.splice(before + 1, 0, step)
  }
  return found.map((step) => ({ ...step, story: "" }))
}

/* What differs from the session of the day on which the link was made, in words; nothing where nothing does. */
function since({ steps, editions }) {
  const added = own.filter(({ key }) => !steps.some((step) => step.key === key))
  const gone = steps.filter(({ key }) => key && !items.has(key))
  const changed = editions[session] && edition && editions[session] !== edition
  if (!added.length && !gone.length) return changed ? "The words of this session were changed since this link was made." : ""
  const names = added.map((step) => `${nameOf(make(step))} (${counted(step.minutes, "minute")})`)
  return [
    "This session was changed since this link was made.",
    names.length && `New: ${names.join(", ")}.`,
    gone.length && `Gone: ${counted(gone.length, "step")}, ${counted(gone.reduce((sum, { minutes }) => sum + minutes, 0), "minute")}.`,
  ].filter(Boolean).join(" ")
}

function open() {
  const text = new URLSearchParams(location.search).get("plan")
  const plan = text === null ? null : decode(text)
  if (plan?.session !== session) {
    arrangement.begin(own)
    if (text !== null) say("since", CUT)
    return
  }
  arrangement.begin(joined(plan.steps), { own, start: plan.start })
  say("since", since(plan))
}

open()
