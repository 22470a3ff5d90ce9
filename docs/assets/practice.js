/*
 * Practice: decisions again, one at a time, out of the pages of the stories themselves. What was not answered best comes
 * again in the same sitting; what was comes again after some days (record.js). A sitting is twelve cards or five minutes.
 */

import { calendar } from "./calendar.js"
import { floating, named, today } from "./days.js"
import { counted, say, show } from "./dom.js"
import { change, mine } from "./mine.js"
import { planCard, storyCard } from "./practice-card.js"
import { nextDay } from "./record.js"
import { MOST, Sitting, cards, dueNow } from "./sitting.js"
import { draw } from "./standing.js"
import { listed, storyAt, storyPage } from "./story-pages.js"

const place = document.querySelector(".lt-practice")
const parts = Object.fromEntries([...place.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]))
const root = new URL(place.dataset.root, location.href)
const NOT_KEPT = "Your browser keeps nothing, so next time begins anew."

let list /* of stories, as `listed` returns it */
let sitting
let kept = true

/* Show one part alone, and lead the reader there. */
function open(name, focus) {
  for (const [other, part] of Object.entries(parts)) part.hidden = other !== name
  if (focus) parts[name].querySelector(focus).focus()
}

/* ---- Before and after a sitting --------------------------------------------------------------------------------- */

function menu() {
  const [record, day] = [mine(), today()]
  const [due, next] = [dueNow(record, day), nextDay(record, day)]
  const state = record.pages.size + record.plans.size === 0 ? "new" : due ? "due" : next ? "later" : "learnt"
  show(parts.menu, state, { due: counted(Math.min(due, MOST), "card", "cards"), day: next && named(next) })
  parts.menu.querySelector("[data-from=wrong]").hidden = cards(record, "wrong", [], day).length === 0
  parts.menu.querySelector("[data-partial]").hidden = !list.partial
  const stands = draw(parts.menu.querySelector("ul[data-standing]"), record, list.principles)
  for (const part of parts.menu.querySelectorAll("[data-standing]")) part.hidden = !stands
}

function finish(why) {
  const [record, day] = [mine(), today()]
  const { met, stories, atOnce } = sitting
  const next = dueNow(record, day) ? day : nextDay(record, day)
  show(parts.end, why, { met: counted(met, "card", "cards"), once: atOnce, stories, day: next === day ? "today, when you like" : next && named(next) })
  parts.end.querySelector("[data-once]").hidden = !stories
  parts.end.querySelector("[data-next]").hidden = !next
  parts.end.querySelector("[data-next] p + p").hidden = next === day
  if (next && next !== day) offerCalendar(next)
  say("kept", kept ? "" : NOT_KEPT)
  say("card", "")
  tellOnce(record, day)
  open("end", "h2")
}

function offerCalendar(day) {
  const link = parts.end.querySelector("[data-calendar]")
  const { file: download, title, text } = link.dataset
  const file = calendar({ start: floating(day), title, text, url: location.origin + location.pathname })
  URL.revokeObjectURL(link.href)
  Object.assign(link, { download, href: URL.createObjectURL(new Blob([file], { type: "text/calendar" })) })
}

/* A browser may forget what it keeps. Say so once, unless it has promised not to. */
async function tellOnce({ told, pages }, day) {
  const note = parts.end.querySelector("[data-lasts]")
  note.hidden = true
  if (told || !kept || !pages.size || (await navigator.storage?.persisted?.())) return
  note.hidden = !change((record) => (record.told = day))
}

/* ---- A sitting -------------------------------------------------------------------------------------------------- */

function begin(from) {
  const ids = [...list.stories.keys()]
  sitting = new Sitting(cards(mine(), from, ids, today()), Date.now())
  next()
}

async function next() {
  const over = Date.now() >= sitting.end && sitting.waiting.length
  const card = sitting.next(Date.now())
  if (!card) return finish(over ? "time" : "done")
  try {
    const shown = await make(card)
    if (!shown) return next() /* its story was taken out */
    parts.card.replaceChildren(shown)
    say("card", `Card ${sitting.shown} of ${sitting.of}`)
    open("card", "h2")
  } catch {
    open("fault", "p")
  }
}

async function make(card) {
  const progress = { number: sitting.shown, of: sitting.of }
  const ways = {
    decided: (result, keeps) => {
      sitting.answer(card, result)
      kept = keeps
    },
    done: (how) => (how === "next" ? next() : sitting.met ? finish("stopped") : back()),
  }
  const story = list.stories.get(card.id) ?? (await storyAt(root, card.id))
  if (!story) return sitting.skip()
  if (card.kind === "plan") return planCard(story, progress, ways)
  return storyCard(story, await storyPage(story.url), progress, ways)
}

/* ---- The page --------------------------------------------------------------------------------------------------- */

async function start() {
  try {
    list ??= await listed(root)
    menu()
    open("menu")
  } catch {
    open("fault")
  }
  place.hidden = false
}

async function back() {
  await start()
  parts.menu.querySelector("p").focus()
}

for (const button of place.querySelectorAll("[data-from]")) button.addEventListener("click", () => begin(button.dataset.from))
for (const button of place.querySelectorAll("[data-does=menu]")) {
  button.addEventListener("click", back)
}
start()
