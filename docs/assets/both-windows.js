/* What desk and wall have in common: the course, the stage, the windows in step, the place in the address, the keys. */

import { courseOf } from "./course.js"
import { read, rules } from "./state.js"
import { Room } from "./room.js"
import { Stage } from "./stage.js"
import { keys } from "./steer.js"

/* Begin where the address or the reload of a window says, and call `draw` with each new state and the step it is at. */
export async function begin({ page, site, box, most, draw }) {
  const course = await courseOf(page, site)
  const stage = Object.assign(new Stage(box), { most })
  const game = rules(course.steps.map(({ key }) => key), (key, size) => stage.count(course.step(key), size))
  const led = { course, stage, place: () => read(led.room.state.place), step: () => course.step(led.place().key) }

  led.show = (state) => {
    const { key, screen } = read(state.place)
    const step = course.step(key)
    stage.show(step, screen, state.size)
    hands(stage.root, state.shown ? (state.hands[step.slide.hands?.of] ?? {}) : null)
    stage.root.classList.toggle("lt-stage--blank", state.blank)
    keepPlace(state.place)
    draw(led, state)
  }
  led.room = new Room(course.name, { ...game, changed: led.show })
  led.leave = () => location.assign(address("", led.place().key))
  led.fit = () => stage.fit(led.room.state.size)

  const type = performance.getEntriesByType("navigation")[0]?.type
  const here = location.hash.slice(1)
  const remembered = (type === "reload" || type === "back_forward") && led.room.remember()
  if (!remembered && here) led.room.write({ to: here }, Math.floor(performance.timeOrigin))
  led.room.tell()
  led.show(led.room.state)
  addEventListener("hashchange", () => led.room.do({ to: location.hash.slice(1) }))
  keys(led)
  return led
}

/* The address of this page in one of its ways, at a place; with none, the page itself, with a plan if there is one. */
export function address(way, place) {
  const plan = location.search.slice(1).split("&").filter((part) => part.startsWith("plan="))
  const query = [way, ...plan].filter(Boolean).join("&")
  return `${location.pathname}${query && "?"}${query}#${place}`
}

function keepPlace(place) {
  if (location.hash === `#${place}`) return
  try {
    history.replaceState(null, "", `#${place}`)
  } catch {
    /* Asked too often: a browser may refuse that for a while. */
  }
}

function hands(root, counts) {
  for (const choice of root.querySelectorAll("[data-letter]")) {
    choice.querySelector(".lt-option__hands").textContent = counts ? (counts[choice.dataset.letter] ?? 0) : ""
  }
}
