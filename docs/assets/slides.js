/* What the room sees of each part of a page: a heading and blocks of text, taken from the page that is there. */

import { element } from "./dom.js"

/* The parts of a story, in the order in which a room goes through them. */
export const PARTS = ["title", "scene", "decide", "what-they-did", "principle", "why", "where-it-stops", "debrief", "plan", "role-play"]

const FLOW = "p, ul, ol, blockquote"
const SPECIAL = { title, decide, "what-they-did": told, principle: rule, plan, "role-play": roles }

/* The slide of a part: {kind, heading, blocks, accent}; null where the page has no such part. */
export function slideOf(page, part) {
  const place = page.querySelector(`#${CSS.escape(part || "title")}`)
  if (!place) return null
  const slide = (SPECIAL[place.id] ?? prose)(page, place)
  return { accent: page.querySelector("[data-accent]")?.dataset.accent ?? "", ...slide }
}

/* A slide of the own words of a step: what the room is to do. */
export function slideOfStep(step, accent) {
  const heading = step.querySelector(".lt-agenda__title").textContent.trim()
  return { kind: "step", heading, blocks: blocks(step.querySelector(".lt-agenda__do")), accent }
}

/* A copy without what belongs to the page alone: anchors, links, classes. */
function plain(node) {
  const copy = document.importNode(node, true)
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes)
  for (const each of [copy, ...copy.querySelectorAll("[id], [class]")]) for (const name of ["id", "class"]) each.removeAttribute(name)
  return copy
}

/* Each paragraph and each item of a list is a block. */
function blocks(node) {
  if (node.matches("p")) return [plain(node)]
  if (node.matches("blockquote")) return [...node.children].flatMap(blocks)
  return [...node.children].map((item, i) => {
    const block = element("p", { className: "lt-slide__item" }, ...plain(item).childNodes)
    block.dataset.number = node.matches("ol") ? `${i + 1}.` : "•"
    return block
  })
}

/* What follows a heading, or whatever stands for one, up to the next thing that is no text. */
function flow(start) {
  const found = []
  for (let next = start.nextElementSibling; next?.matches(FLOW); next = next.nextElementSibling) found.push(...blocks(next))
  return found
}

function prose(page, place) {
  const heading = place.closest("h1, h2, h3, summary") ?? place
  return { kind: "prose", heading: heading.textContent.trim(), blocks: flow(heading.closest("summary") ?? heading) }
}

function line(className, node) {
  return node ? [Object.assign(plain(node), { className })] : []
}

function picture(node) {
  if (!node?.firstElementChild) return []
  const frame = element("div", { className: "lt-slide__picture lt-picture", ariaHidden: "true" }, plain(node))
  frame.dataset.whole = ""
  return [frame]
}

function title(page, place) {
  const goal = page.querySelector(".lt-story > .lt-rule")
  if (goal && !page.querySelector(".lt-session")) return { ...rule(page, place), blocks: line("lt-slide__rule", goal) }
  const facts = [...page.querySelectorAll(".lt-facts > span")].slice(0, 2).map((fact) => fact.textContent.trim())
  const name = element("p", { className: "lt-slide__title", textContent: place.textContent.trim() })
  const about = element("p", { className: "lt-slide__facts", textContent: facts.join(" · ") })
  const warnings = [...page.querySelectorAll(".lt-before")].flatMap((node) => line("lt-slide__facts", node))
  return { kind: "title", blocks: [...picture(page.querySelector(".lt-head .lt-picture")), name, about, ...warnings] }
}

/* The choices in their first order, which decide.js may have changed. The count of hands has its place from the start. */
function decide(page, place) {
  const labels = [...page.querySelectorAll("form[data-ranked] label[data-letter]")]
  const choices = labels.map((label) => {
    const { letter } = label.dataset
    const hands = element("span", { className: "lt-option__hands" })
    const sign = element("span", { className: "lt-option__sign" }, element("strong", { textContent: letter }), hands)
    const choice = element("p", { className: "lt-option" }, sign, plain(label.querySelector("span")))
    Object.assign(choice.dataset, { letter, whole: "" })
    return choice
  })
  const inOrder = choices.sort((one, two) => (one.dataset.letter < two.dataset.letter ? -1 : 1))
  return { kind: "decide", heading: place.textContent.trim(), blocks: inOrder, letters: inOrder.map((one) => one.dataset.letter) }
}

function told(page, place) {
  const frame = page.querySelector(".lt-told")
  const outcome = frame.querySelector(".lt-outcome")
  const badge = element("p", { className: `lt-slide__badge ${outcome.className}`, textContent: outcome.textContent })
  const drawing = picture(frame.querySelector(".lt-picture"))
  return { kind: "told", heading: place.textContent.trim(), blocks: [...drawing, badge, ...flow(frame)] }
}

function rule(page, place) {
  const summary = page.querySelector(".lt-summary")
  const said = [...(summary?.querySelectorAll("p:not([class])") ?? [])].map(plain)
  return { kind: "rule", heading: place.textContent.trim(), blocks: [...line("lt-slide__rule", summary?.querySelector(".lt-summary__rule")), ...said] }
}

function plan(page, place) {
  return { kind: "rule", heading: place.textContent.trim(), blocks: line("lt-slide__rule", page.querySelector(".lt-if-then")) }
}

/* One code leads each phone to the choice of parts; the address stands beside it for whoever types. */
function roles(page, place) {
  const address = page.querySelector(".lt-head .lt-address").textContent.trim()
  const code = element("img", { className: "lt-slide__code", alt: "", hidden: true })
  code.dataset.code = page.querySelector("[data-story]").dataset.story
  const frame = element("p", { className: "lt-slide__tile" }, code)
  frame.dataset.whole = ""
  const places = `${address.replace(/^https?:\/\//, "")}?role`.split(/(?<=\/)/)
  const typed = element("p", { className: "lt-slide__address" }, ...places.flatMap((place) => [place, element("wbr")]))
  return { kind: "roles", heading: "Which part do you play?", blocks: [frame, ...flow(place), typed] }
}
