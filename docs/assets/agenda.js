/* The steps of a session as they stand in a page: reading them, making them, and saying when each begins and ends. */

import { element } from "./dom.js"

const DAY = 24 * 60 /* minutes */

export const MOST = 240 /* minutes of a step */

/* What a list of steps holds, in order: [{key, story, minutes}]. */
export function read(list) {
  return [...list.children].map(({ dataset: { key, step, story = "", minutes } }) =>
    ({ key: key ?? step, story, minutes: Number(minutes) }))
}

/* What a step is called: its title and, where one step is there for several stories, the story's. */
export function nameOf(item) {
  const title = item.querySelector(".lt-agenda__title").textContent
  return item.dataset.of ? `${title} (${item.dataset.of})` : title
}

/* An empty step: a break. */
export function breakOf() {
  return element("li", { className: "lt-agenda__break" },
    element("h3", { className: "lt-agenda__title" }, "Break"),
    element("p", { className: "lt-agenda__when" }, element("span"), " ", element("span")))
}

/* A step of the generic session, for one story: {id, title, url}. A step without a part is about no story. */
export function stepOf(item, story) {
  const made = item.cloneNode(true)
  made.dataset.key = item.dataset.step
  if (!story) return made
  made.id = made.dataset.step = `${item.dataset.step}-${story.id}`
  made.dataset.story = story.id
  made.dataset.of = story.title
  const link = element("a", { href: `${story.url}#${item.dataset.part}` }, `${story.title}: ${nameOf(item)}`)
  made.querySelector(".lt-agenda__shows")?.remove()
  made.append(element("p", { className: "lt-agenda__shows" }, link))
  return made
}

/* Say at each step when it begins and ends: in minutes, or by the clock where the session has a start. Returns the sum. */
export function count(list, start) {
  let gone = 0
  for (const item of list.children) {
    const end = gone + Number(item.dataset.minutes)
    const [when, length] = item.querySelectorAll(".lt-agenda__when span")
    when.textContent = start === null ? `${gone} to ${end}` : `${clock(start + gone)} to ${clock(start + end, start + gone)}`
    length.textContent = `${end - gone} min`
    gone = end
  }
  return gone
}

/* A time of day as the reader's own language writes it, and whether that is another day than before; both in minutes. */
export function clock(time, before = time) {
  const date = new Date(Date.UTC(2000, 0, 1, 0, time))
  const written = date.toLocaleTimeString([], { timeStyle: "short", timeZone: "UTC" }).replace(/\s/g, "\u00a0")
  return Math.floor(time / DAY) === Math.floor(before / DAY) ? written : `${written} (next\u00a0day)`
}

/* The edition of a page by the element that names it, in the four signs that a link has room for; "" where it has none. */
export function editionOf({ dataset: { edition = "" } }) {
  const signs = edition.toLowerCase().replace(/[^0-9a-z]/g, "").slice(0, 4)
  return signs.length === 4 ? signs : ""
}

/* The buttons of a step, and the field for its length. */
export function tools(name, minutes) {
  const button = (tool, label) =>
    element("button", { type: "button", className: "lt-link", ariaLabel: `${label}: ${name}` }, label)
  const made = { up: "Up", down: "Down", pause: "Break after", drop: "Leave out" }
  const field = element("input", { type: "number", min: 1, max: MOST, value: minutes, ariaLabel: `Minutes: ${name}` })
  const controls = Object.entries(made).map(([tool, label]) => [tool, button(tool, label)])
  controls.splice(2, 0, ["length", field])
  for (const [tool, control] of controls) control.dataset.tool = tool
  const shown = controls.map(([, control]) => (control === field ? element("label", {}, "Minutes ", field) : control))
  return element("div", { className: "lt-agenda__tools" }, ...shown)
}
