/* All that is the reader's own, on one page: plans, what was read, copies, and the way to delete it. */

import { named } from "./days.js"
import { counted, filled, say, show } from "./dom.js"
import { change, forgetAll, mine } from "./mine.js"
import { offerCopies } from "./my-copy.js"
import { drawPlans } from "./my-plans.js"
import { showTrainer, totals } from "./my-trainer.js"
import { isChanged } from "./record.js"
import { draw } from "./standing.js"
import { listed, storyAt } from "./story-pages.js"

const place = document.querySelector(".lt-mine")
const [allRead, reset, stays] = ["all-read", "reset", "stays"].map((id) => document.getElementById(id))
const root = new URL(place.dataset.root, location.href)

const MOST_ASKED = 100 /* stories, each by a request of its own */

let list = { stories: new Map(), principles: new Map() } /* until it has come, or without a network */

/* What a story is called, and where it is: its short address, until the list has come or where it was taken out. */
function about(id) {
  return list.stories.get(id) ?? { title: `go/${id}/`, url: new URL(`go/${id}/`, root).href, edition: "" }
}

function drawAll() {
  const record = mine()
  const { read, decided, best } = totals(record)
  show(document.getElementById("stand"), record.pages.size ? "some" : "none", { read: counted(read, "story", "stories"), decided, best })
  draw(document.getElementById("standing"), record, list.principles)
  drawPlans(record, about)
  drawRead(record)
}

function drawRead({ pages }) {
  const rows = [...pages].map(([id, page]) => {
    const { title, url, edition } = about(id)
    const row = filled(allRead.querySelector("template"), { title, read: page.read && named(page.read) })
    show(row, isChanged(page, edition) ? "changed" : "")
    row.querySelector("a").href = url
    row.querySelector("button").addEventListener("click", () => {
      change((record) => record.pages.delete(id))
      drawAll()
      ;(allRead.hidden ? document.getElementById("where-i-stand") : allRead.querySelector("summary")).focus()
    })
    return row
  })
  allRead.querySelectorAll("li").forEach((old) => old.remove())
  allRead.querySelector("ul").append(...rows)
  allRead.hidden = !rows.length
}

/* Get the names of stories, of a long list also of those that it leaves out. */
async function nameStories() {
  list = await listed(root)
  drawAll()
  const record = mine()
  const missing = new Set([...record.plans.keys(), ...record.pages.keys()].filter((id) => !list.stories.has(id)))
  for (const id of [...missing].slice(0, MOST_ASKED)) {
    const story = await storyAt(root, id)
    if (story) list.stories.set(id, story)
  }
  if (missing.size) drawAll()
}

/* ---- What the buttons do ---------------------------------------------------------------------------------------- */

async function stay() {
  const kept = Boolean(await navigator.storage?.persisted?.())
  show(stays, kept ? "stays" : "may-go")
  document.getElementById("ways-out").hidden = kept
}

async function persist() {
  const kept = Boolean(await navigator.storage?.persist?.())
  if (kept) await stay()
  else say("persist", "Your browser does not promise it. The other two ways work.")
}

function askReset(when, focus) {
  show(reset, when)
  reset.querySelector(`[data-does=${focus}]`).focus()
}

const DOES = {
  trainer: () => showTrainer(mine(), list.principles),
  persist,
  reset: () => askReset("sure", "keep"),
  keep: () => askReset("ask", "reset"),
  really() {
    forgetAll()
    drawAll()
    askReset("ask", "reset")
    say("reset", "All of it is deleted.")
  },
}

for (const [name, act] of Object.entries(DOES)) place.querySelector(`[data-does=${name}]`).addEventListener("click", act)
drawAll()
place.hidden = false
stay()
offerCopies(drawAll)
nameStories().catch(() => {})
