/* What the room sees of each part of a page: a heading and blocks of text, taken from the page that is there. */

import { element } from "./dom.js"

/* The parts of a story, in the order in which a room goes through them. */
export const PARTS = ["title", "scene", "decide", "what-they-did", "principle", "why", "where-it-stops", "debrief", "plan", "role-play"]

const FLOW = "p, ul, ol, blockquote"
const ASIDE = "button, .lt-note" /* not for the room */
const SPECIAL = { say, decide, "what-they-did": told, principle: rule, plan, "role-play": roles }

/* The slide of a part: {kind, heading, blocks, accent}; null where the page has no such part. */
export function slideOf(page, part) {
  const place = page.querySelector(`#${CSS.escape(part)}`)
  if (!place) return null
  const slide = (SPECIAL[part] ?? prose)(page, place)
  return { accent: accentOf(page), ...slide }
}

/* A slide of the own words of a step: what the room is to do. */
export function slideOfStep(step, accent) {
  const [title, task] = ["title", "do"].map((part) => step.querySelector(`.lt-agenda__${part}`))
  if (!task) return { kind: "step", blocks: line("lt-slide__title", title), accent } /* a break */
  return { kind: "step", heading: title.textContent.trim(), blocks: blocks(task), accent }
}

/* What is led, as an element: a page by its title, and what was built on a page by its own. */
export function titleOf(page) {
  return page.querySelector("[data-builder] h2") ?? page.querySelector("h1")
}

/* The first slide: the title, the drawing, and in a few words what it is about. */
export function slideOfTitle(page) {
  const name = titleOf(page)
  const facts = page.querySelector(".lt-story .lt-facts, .lt-session .lt-facts")
  const first = [...(facts?.querySelectorAll("span") ?? [])].slice(0, 2).map((fact) => fact.textContent.trim())
  const about = element("p", { className: "lt-slide__facts", textContent: first.join(" · ") || facts?.textContent })
  const warnings = [...page.querySelectorAll(".lt-before:not([hidden])")].flatMap((node) => line("lt-slide__facts", node))
  const drawing = picture(page.querySelector(".lt-head .lt-picture"))
  return { kind: "title", blocks: [...drawing, ...line("lt-slide__title", name), about, ...warnings], accent: accentOf(page) }
}

export function accentOf(page) {
  return page.querySelector("[data-accent]")?.dataset.accent ?? ""
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
  for (let next = start.nextElementSibling; next?.matches(`${FLOW}, ${ASIDE}`); next = next.nextElementSibling) {
    if (!next.matches(ASIDE)) found.push(...blocks(next))
  }
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

/* What to say, each with what not to say below it. */
function say(page, place) {
  const pairs = [...page.querySelectorAll(".lt-say > li")].map((item) => {
    const lines = ["yes", "no"].map((word) => {
      const said = item.querySelector(`.lt-say__${word}`)
      const name = said.querySelector(".lt-say__word").textContent
      const text = said.textContent.replace(name, "").trim()
      return element("span", { className: `lt-slide__${word}` }, element("strong", { textContent: name }), ` ${text}`)
    })
    const pair = element("p", { className: "lt-slide__pair" }, ...lines)
    pair.dataset.whole = ""
    return pair
  })
  return { kind: "pairs", heading: place.textContent.trim(), blocks: pairs }
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
  const hands = { of: page.querySelector("[data-story]").dataset.story, letters: inOrder.map(({ dataset }) => dataset.letter) }
  return { kind: "decide", heading: place.textContent.trim(), blocks: inOrder, hands }
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
  return { kind: "roles", largest: 1.2, heading: "Which part do you play?", blocks: [frame, ...flow(place), typed] }
}
