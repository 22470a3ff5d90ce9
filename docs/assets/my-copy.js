/* A copy of what is mine, as a file or a link, and the way back in: both records are put together, and nothing is lost. */

import { LONGEST_LINK, packed, unpacked } from "./carry.js"
import { today } from "./days.js"
import { counted, say, show } from "./dom.js"
import { gained, merged } from "./merge.js"
import { mine, replace } from "./mine.js"
import { parsed, written } from "./record.js"

const START = "#data="
const [arrived, moved, link, text, file, paste] = ["arrived", "moved", "link", "link-text", "file", "paste"].map((id) =>
  document.getElementById(id))

function counts({ pages, plans }) {
  return { pages: counted(pages, "story", "stories"), plans: counted(plans, "plan", "plans") }
}

/* ---- Out -------------------------------------------------------------------------------------------------------- */

function save() {
  const url = URL.createObjectURL(new Blob([written(mine())], { type: "application/json" }))
  Object.assign(document.createElement("a"), { href: url, download: `little-things-${today()}.json` }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

async function makeLink() {
  const data = await packed(written(mine()))
  const address = location.origin + location.pathname + START + data
  const fits = data !== "" && address.length <= LONGEST_LINK
  link.hidden = false
  show(link, fits ? "fits" : "long")
  text.value = fits ? address : ""
  if (fits) text.select()
}

async function copy() {
  try {
    await navigator.clipboard.writeText(text.value)
    say("copied", "Copied.")
  } catch {
    text.select()
    say("copied", "The browser does not let us copy. The link is marked: copy it yourself.")
  }
}

/* ---- In --------------------------------------------------------------------------------------------------------- */

/* Put a record into that of this device, and say what came of it; `why` is what is wrong where there is no record. */
function take(record, why, changed) {
  const before = mine()
  const after = record && merged(before, record)
  if (!after) show(moved, why)
  else if (!replace(after)) show(moved, "refused")
  else {
    const { more, ...fresh } = gained(before, after)
    const what = more ? "more" : fresh.pages + fresh.plans ? "added" : "nothing"
    show(moved, what, { ...counts(fresh), more: counted(more, "thing", "things") })
    changed()
  }
  moved.focus() /* it stands at the top of the page, and the buttons do not */
}

async function recordIn(address) {
  const text = await unpacked(address.slice(address.indexOf(START) + START.length))
  return text === null ? null : parsed(text)
}

/* A link with a record was opened: ask, since anybody can send one. */
async function arrive(changed) {
  if (!location.hash.startsWith(START)) return
  const record = await recordIn(location.hash)
  history.replaceState(null, "", location.pathname)
  show(arrived, record ? "whole" : "broken", record ? counts({ pages: record.pages.size, plans: record.plans.size }) : {})
  arrived.hidden = false
  arrived.querySelector("h2").focus()
  arrived.querySelector("[data-does=take]").onclick = () => {
    arrived.hidden = true
    take(record, "broken", changed)
  }
  arrived.querySelector("[data-does=leave]").onclick = () => (arrived.hidden = true)
}

/* Let the page offer all this; `changed` is called when something came in. */
export function offerCopies(changed) {
  const does = { save, link: makeLink, copy }
  for (const [name, act] of Object.entries(does)) document.querySelector(`[data-does=${name}]`).addEventListener("click", act)
  file.addEventListener("change", async () => {
    take(parsed(await file.files[0].text()), "foreign", changed)
    file.value = ""
  })
  paste.addEventListener("submit", async (event) => {
    event.preventDefault()
    take(await recordIn(paste.elements.pasted.value), "broken", changed)
    paste.reset()
  })
  addEventListener("hashchange", () => arrive(changed))
  arrive(changed)
}
