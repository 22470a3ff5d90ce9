/*
 * The builder: it proposes a session that fits (propose.js) out of pages that are there (gather.js), and lets one arrange
 * it (arrange.js). A link to a plan names its pages by permanent ids, so an old one opens, and says what has changed since.
 */

import { stepOf } from "./agenda.js"
import { Arrangement } from "./arrange.js"
import { choose, counted, element, say } from "./dom.js"
import { blocksOf, idFrom, storiesOf, storyAt } from "./gather.js"
import { decode } from "./plan-link.js"
import { groups, propose } from "./propose.js"

const CUT = "This link was cut or changed on its way, so here is an empty builder. Ask for the link once more."
const UNREACHED = "Some pages could not be loaded. Look at your network, and try again."
const NO_STORY = "That link leads to no story of this handbook. Open the story, and copy its link there."
const NOTHING_LEFT = "Nothing of this plan is there any more. Let us propose another one."
const ENDS = { good: " (went well)", bad: " (went badly)", mixed: " (a bit of both)" }

const form = document.getElementById("build")
const fields = form.elements
const root = document.querySelector(".lt-session")
const { session } = root.dataset
const [swaps, more] = ["swaps", "more"].map((id) => document.getElementById(id))
const about = { editions: {} }
const stories = new Map() /* all that we know of, by id */
let blocks = new Map() /* the steps of the generic session, by key */
let latest /* what was asked last: an answer that comes late to something else is let go */

const make = ({ key, story }) => stepOf(blocks.get(key), stories.get(story))
const arrangement = new Arrangement(root, make, about)

/* ---- Pages ------------------------------------------------------------------------------------------------------ */

async function loadBlocks() {
  const found = await blocksOf(form.dataset.blocks)
  blocks = found.items
  about.editions[session] = found.edition
}

/* Remember the stories of what the form is about, and return them. */
async function loadStories() {
  const found = await storiesOf(fields.topic.selectedOptions[0].dataset)
  for (const story of found) stories.set(story.id, { ...stories.get(story.id), ...story })
  return found
}

/* Follow the ids to their pages; return what is gone, in sentences. */
async function follow(ids) {
  const found = await Promise.all(ids.map(storyAt))
  for (const story of found.filter(({ gone }) => !gone)) {
    stories.set(story.id, { ...stories.get(story.id), ...story })
    about.editions[story.id] = story.edition
  }
  return found.flatMap(({ gone }) => gone ?? [])
}

/* ---- A proposal ------------------------------------------------------------------------------------------------- */

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (!fields.topic.value) return say("proposal", "Choose what it should be about.")
  const wished = wish()
  latest = wished
  say("since", "")
  say("proposal", "Looking for stories …")
  try {
    const [found] = await Promise.all([loadStories(), loadBlocks()])
    const parts = [...blocks].map(([key, { dataset }]) => ({ key, part: dataset.part ?? "", minutes: Number(dataset.minutes) }))
    if (latest === wished) answer(wished, propose(wished, parts, found))
  } catch {
    say("proposal", UNREACHED)
  }
})

function wish() {
  const [minutes, people] = [fields.minutes, fields.people].map((field) => field.valueAsNumber)
  const { text = "", dataset = {} } = fields.topic.selectedOptions[0] ?? {}
  return { minutes, people, outcome: fields.outcome.value, topic: fields.topic.value, about: text, facet: dataset.facet }
}

/* Whoever arranged a plan and asks again can have it back. */
function answer(wished, { steps, why, cannot }) {
  const before = root.hidden ? [] : [" ", element("a", { href: arrangement.link() }, "Back to the plan before")]
  say("proposal", cannot ?? why)
  document.querySelector("[data-says=proposal]").append(...before)
  root.hidden = Boolean(cannot)
  if (cannot) return history.replaceState(history.state, "", location.pathname)
  show(wished, steps)
  arrangement.keep()
  document.getElementById("plan").focus()
  follow(idsOf(steps)).then(() => root.hidden || arrangement.keep(), () => {}) /* without editions the link works as well */
}

/* Show a plan for what was asked. */
function show({ minutes, people, outcome, topic, about: name }, steps, start = null) {
  Object.assign(about, { people, outcome, topic })
  root.dataset.minutes = minutes
  say("facts", [counted(minutes, "minute"), counted(people, "person", "people"), name].filter(Boolean).join(" · "))
  say("groups", groups(people, steps.some(({ key, minutes: length }) => length && blocks.get(key)?.dataset.part === "role-play")))
  root.hidden = false
  arrangement.begin(steps, { start })
}

function idsOf(steps) {
  return [...new Set(steps.map(({ story }) => story))].filter(Boolean)
}

/* ---- Another story ---------------------------------------------------------------------------------------------- */

/* Each story of the plan, with the others that one could take instead. */
function drawSwaps() {
  const told = idsOf(arrangement.steps.filter(({ minutes }) => minutes))
  const all = idsOf(arrangement.steps)
  const free = [...stories.values()].filter(({ id }) => !all.includes(id))
  swaps.replaceChildren(...told.map((id, number) => {
    const options = [stories.get(id), ...free].map(({ id: value, title, outcome }) => new Option(`${title}${ENDS[outcome] ?? ""}`, value))
    const select = element("select", {}, ...options)
    select.addEventListener("change", () => swap(id, select.value, number))
    return element("label", { className: "lt-filter" }, told.length > 1 ? `Story ${number + 1}` : "Story", select)
  }))
}

root.addEventListener("handbook:agenda", () => {
  drawSwaps()
  mark([...arrangement.items])
})

/* Any other story of the handbook, by its link: from then on it is among those that one can take. */
more.addEventListener("submit", async (event) => {
  event.preventDefault()
  try {
    const id = await idFrom(more.elements.link.value.trim())
    if (!id) return say("more", NO_STORY)
    await follow([id])
    drawSwaps()
    more.reset()
    say("more", `“${stories.get(id).title}” is in the list now.`)
    swaps.querySelector("select").focus()
  } catch (fault) {
    say("more", fault.status === 404 ? NO_STORY : UNREACHED)
  }
})

/* Where a story begins, and which words were there before: they are shown once, and led each time. */
function mark(items) {
  items.forEach(([{ key, story }, item], place) => {
    item.classList.toggle("lt-agenda__first", story !== "" && story !== items[place - 1]?.[0].story)
    item.classList.toggle("lt-agenda__again", key !== "" && items.slice(0, place).some(([before]) => before.key === key))
  })
}

function swap(id, other, number) {
  const steps = arrangement.steps.map((step) => (step.story === id ? { ...step, story: other } : step))
  arrangement.change(steps, `“${stories.get(other).title}” instead of “${stories.get(id).title}”.`)
  say("proposal", "")
  swaps.querySelectorAll("select")[number].focus()
  follow([other]).then(() => arrangement.keep(), () => {})
}

/* ---- A plan in a link ------------------------------------------------------------------------------------------- */

async function open(text) {
  const plan = decode(text)
  if (plan?.session !== session) return say("proposal", CUT)
  fields.minutes.value = plan.minutes
  fields.people.value = plan.people
  fields.outcome.value = plan.outcome
  const unknown = choose(fields.topic, plan.topic)
  const wished = wish()
  latest = wished
  say("proposal", "Opening the plan …")
  try {
    const topic = unknown ? [] : loadStories()
    const [gone] = await Promise.all([follow(idsOf(plan.steps)), loadBlocks(), topic])
    if (latest !== wished) return
    const steps = plan.steps.filter(({ key, story }) => !key || (blocks.has(key) && (!story || stories.has(story))))
    if (!steps.some(({ story }) => story)) return say("proposal", [...gone, NOTHING_LEFT].join(" "))
    show({ ...wished, topic: plan.topic }, steps, plan.start)
    say("proposal", "")
    say("since", unknown + [...gone, ...since(plan)].join(" "))
  } catch {
    say("proposal", UNREACHED)
  }
}

/* What has changed since the link was made, in sentences. */
function since({ steps, editions }) {
  const changed = Object.keys(editions).filter((id) => editions[id] && about.editions[id] && editions[id] !== about.editions[id])
  const titles = changed.filter((id) => id !== session).map((id) => `“${stories.get(id).title}”`)
  const lost = steps.filter(({ key, story }) => key && !blocks.has(key) && (!story || stories.has(story))).length
  return [
    titles.length && `Changed since this link was made: ${titles.join(", ")}.`,
    lost && `${counted(lost, "step")} of it ${lost === 1 ? "is" : "are"} gone.`,
    !lost && changed.includes(session) && "The words of the steps were changed since this link was made.",
  ].filter(Boolean)
}

form.hidden = false
const asked = new URLSearchParams(location.search).get("plan")
if (asked !== null) open(asked)
