/* What I have done, on one screen to show to a trainer; with my plans if I choose. */

import { named, today } from "./days.js"
import { counted, fill, filled, show } from "./dom.js"
import { draw } from "./standing.js"

const screen = document.getElementById("trainer")
const plans = screen.querySelector("[data-plans]")
const choice = screen.querySelector("[data-does=with-plans]")

choice.addEventListener("change", () => (plans.hidden = !choice.checked))

/* How many stories were read, in how many one has decided, and in how many the last answer was the best. */
export function totals({ pages }) {
  const all = [...pages.values()]
  const [read, decided, best] = [({ read }) => read, ({ result }) => result, ({ result }) => result === "best"].map(
    (fits) => all.filter(fits).length)
  return { read, decided, best }
}

/* Show a record on the screen. */
export function showTrainer(record, principles) {
  const { read, ...others } = totals(record)
  fill(screen, { ...others, read: counted(read, "story", "stories"), day: named(today()) })
  draw(screen.querySelector(".lt-standing"), record, principles)
  const place = plans.querySelector("ul")
  place.querySelectorAll("li").forEach((old) => old.remove())
  for (const { text, tried } of record.plans.values()) {
    const row = filled(place.querySelector("template"), { text })
    show(row, tried ? "tried" : "open")
    place.append(row)
  }
  choice.checked = false
  plans.hidden = true
  screen.showModal()
}
