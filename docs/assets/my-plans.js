/* My plans in one place: did you try it? */

import { named, today } from "./days.js"
import { filled, say, show } from "./dom.js"
import { change, forgetPlan, mine } from "./mine.js"
import { answered } from "./record.js"

const list = document.getElementById("plans")
const heading = document.getElementById("my-plans")

/* Draw them; `about` tells of a story by its id: {title, url}. */
export function drawPlans({ plans }, about) {
  const rows = [...plans].map(([id, plan]) => row(id, plan, about))
  list.querySelectorAll("li").forEach((old) => old.remove())
  list.append(...rows)
  document.getElementById("no-plans").hidden = rows.length > 0
}

function row(id, { text, on, tried }, about) {
  const { title, url } = about(id)
  const made = filled(list.querySelector("template"), { text, title, on: on && named(on), tried: tried && named(tried) })
  show(made, tried ? "tried" : "open")
  made.querySelector("a").href = url
  const does = {
    yes: () => change((record) => answered(record, id, true, today())) && "Well done.",
    no: () => change((record) => answered(record, id, false, today())) && "There will be a customer for it. Practice asks you again.",
    delete: () => forgetPlan(id) && "Deleted.",
  }
  for (const button of made.querySelectorAll("[data-does]")) {
    button.addEventListener("click", () => {
      say("plans", does[button.dataset.does]() || "Your browser did not keep that.")
      drawPlans(mine(), about)
      heading.tabIndex = -1
      heading.focus()
    })
  }
  return made
}
