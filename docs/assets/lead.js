/* The desk of who leads: what the room sees, what to say, what comes next, the time, and hands up for each choice. */

import { dayClock, stepClock } from "./clock.js"
import { element } from "./dom.js"
import { address, begin } from "./both-windows.js"
import { titleOf } from "./slides.js"

const SECOND = 1000

export async function open({ main, page, site }) {
  const title = titleOf(page).textContent.trim()
  document.title = `Lead: ${document.title}`
  main.className = "lt-desk"
  const parts = frame(title)
  main.append(parts.head, parts.left, parts.right, parts.nav)
  const most = () => [parts.left.clientWidth, Math.max(innerHeight * 0.56, 240)]
  const led = await begin({ page, site, box: parts.box, most, draw: (led, state) => draw(parts, led, state) })

  parts.back.addEventListener("click", () => led.room.do({ by: -1 }))
  parts.next.addEventListener("click", () => led.room.do({ by: 1 }))
  parts.blank.addEventListener("click", () => led.room.do({ blank: !led.room.state.blank }))
  parts.again.addEventListener("click", () => led.room.do({ again: true }))
  parts.wall.addEventListener("click", openWall)
  new ResizeObserver(led.fit).observe(parts.left)
  setInterval(() => tick(parts, led), SECOND)
  main.tabIndex = -1
  main.focus()
}

function button(textContent, className = "lt-button lt-button--quiet") {
  return element("button", { type: "button", className, textContent })
}

function region(className, label, ...children) {
  const made = element("section", { className, ariaLabel: label }, ...children)
  made.setAttribute("role", "region")
  return made
}

/* The empty desk: places that `draw` fills. */
function frame(title) {
  const parts = {
    where: element("p", { className: "lt-desk__where" }),
    leave: element("a", { className: "lt-desk__leave", textContent: "Leave" }),
    box: element("div", { className: "lt-desk__box" }),
    wall: element("a", { className: "lt-button lt-button--quiet", textContent: "Open the wall", target: "little-things-wall" }),
    note: element("p", { className: "lt-desk__note" }),
    back: button("Back"),
    next: button("Next", "lt-button lt-desk__next"),
    blank: button("Blank the wall"),
    hands: region("lt-hands", "Hands up"),
    steps: element("ol", { className: "lt-desk__steps" }),
    again: button("Start anew", "lt-link"),
    left: element("div", { className: "lt-desk__left" }),
    large: element("p", { className: "lt-desk__large", role: "timer" }),
    small: element("p"),
    day: element("p"),
    words: region("lt-desk__words", "What to say"),
    notes: element("div"),
  }
  parts.where.setAttribute("aria-live", "polite")
  parts.head = element("header", { className: "lt-desk__head" }, element("h1", { textContent: title }), parts.where, parts.leave)
  parts.left.append(
    region("lt-desk__room", "What the room sees", parts.box),
    element("div", { className: "lt-desk__buttons" }, parts.back, parts.next, parts.blank, parts.wall),
    parts.note,
    parts.hands,
  )
  parts.nav = element("nav", { className: "lt-desk__nav", ariaLabel: "Steps" }, parts.steps, parts.again)
  const clock = region("lt-desk__clock", "Time", parts.large, element("div", {}, parts.small, parts.day))
  parts.right = element("div", { className: "lt-desk__right" }, clock, parts.words, parts.notes)
  return parts
}

function draw(parts, led, state) {
  const { course, stage } = led
  const step = led.step()
  const number = course.steps.indexOf(step)
  const { screen } = led.place()
  const screens = stage.count(step, state.size)
  const more = screens > 1 ? `, screen ${Math.min(screen, screens)} of ${screens}` : ""
  parts.where.textContent = `${number ? `Step ${number} of ${course.steps.length - 1}: ` : ""}${step.title}${more}`
  parts.leave.href = address("", step.key)
  parts.wall.href = address("present", state.place)
  parts.wall.textContent = state.open ? "Show the wall" : "Open the wall"
  parts.note.textContent = state.open
    ? "Both windows move both. Arrows or Page Up and Page Down move, a full stop blanks, Escape leaves."
    : "Drag the wall to the projector. It follows this window, in this browser only."
  parts.blank.setAttribute("aria-pressed", state.blank)
  const following = screen < screens ? step : course.steps[number + 1]
  parts.next.textContent = screen < screens ? "Next: it goes on" : following ? `Next: ${following.title}` : "That was the last step"
  /* Not disabled, since a button that has the focus would then swallow the keys. */
  parts.next.setAttribute("aria-disabled", !following)
  parts.back.setAttribute("aria-disabled", !number && screen < 2)
  drawHands(parts.hands, led, state)
  drawSteps(parts.steps, led)
  drawWords(parts, led)
  tick(parts, led)
}

/* Hands belong to the story, since two steps may show the same choices. */
function drawHands(place, { room, step }, state) {
  const { hands } = step().slide
  place.hidden = !hands
  if (!hands) return
  if (place.dataset.of !== hands.of) {
    const counts = hands.letters.map((letter) => counter(letter, (more) => room.do({ hand: hands.of, letter, more })))
    const shown = button("Show the room")
    shown.addEventListener("click", () => room.do({ shown: !room.state.shown }))
    place.replaceChildren(element("h2", { textContent: "Hands up" }), ...counts, shown)
    place.dataset.of = hands.of
  }
  for (const output of place.querySelectorAll("output")) output.value = state.hands[hands.of]?.[output.name] ?? 0
  place.lastElementChild.setAttribute("aria-pressed", state.shown)
}

function counter(letter, change) {
  const [fewer, more] = [["−", "One fewer for", -1], ["+", "One more for", 1]].map(([textContent, says, by]) => {
    const made = element("button", { type: "button", textContent, ariaLabel: `${says} ${letter}` })
    made.addEventListener("click", () => change(by))
    return made
  })
  const count = element("output", { name: letter, ariaLabel: `Hands for ${letter}` })
  return element("div", { className: "lt-hands__choice" }, fewer, element("strong", { textContent: letter }), count, more)
}

function drawSteps(place, { course, room, step }) {
  if (!place.childElementCount) {
    place.append(...course.steps.map(({ key, title }) => {
      const made = button(title, "lt-desk__step")
      made.addEventListener("click", () => room.do({ to: key }))
      return element("li", {}, made)
    }))
  }
  for (const [i, { firstElementChild: made }] of [...place.children].entries()) {
    if (course.steps[i] === step()) made.setAttribute("aria-current", "step")
    else made.removeAttribute("aria-current")
  }
}

/* The words of the agenda under its own headings, and what comes after them. */
function drawWords({ words, notes }, { course, step }) {
  const { key, title, words: items, notes: fold } = step()
  if (words.dataset.step === key) return
  words.dataset.step = key
  const said = items.flatMap((item) => ["say", "hear", "quiet"].flatMap((kind) => {
    const text = item.querySelector(`.lt-agenda__${kind}`)
    const [heading, says] = [text?.querySelector("strong"), text?.querySelector("span")]
    return text ? [element("h2", { textContent: heading.textContent }), element("p", { className: `lt-desk__${kind}`, textContent: says.textContent })] : []
  }))
  const next = course.steps[course.steps.findIndex((one) => one.key === key) + 1]
  const after = next ? [element("h2", { textContent: "Next" }), element("p", { textContent: next.minutes ? `${next.title} (${next.minutes} min)` : next.title })] : []
  words.replaceChildren(...said, ...after)
  notes.replaceChildren(...(fold ? [foldOf(fold)] : []))
}

function foldOf(fold) {
  const copy = document.importNode(fold, true)
  const summary = element("summary", { textContent: copy.querySelector("summary").textContent.trim() })
  copy.querySelector("summary").replaceWith(summary)
  copy.className = "lt-desk__notes"
  return copy
}

/* The numbers change each second, quietly: nothing blinks, and nothing is announced. */
function tick(parts, { course, room, step }) {
  const { key } = step()
  const { large, small } = stepClock(step(), room.state, Date.now())
  parts.large.textContent = large
  parts.small.textContent = small
  parts.day.textContent = dayClock(course.steps, room.state, key, Date.now())
}

/* In a window of its own, which one drags to the projector; where the browser refuses that, as a link opens. */
function openWall(event) {
  const { href, target } = event.target
  const wall = window.open(href, target, "popup,width=1280,height=720")
  if (!wall) return
  event.preventDefault()
  wall.focus()
}
