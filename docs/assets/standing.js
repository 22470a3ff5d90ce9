/* How a reader stands with each principle, in words and as a small picture. */

import { filled } from "./dom.js"

const MOST = 12 /* parts of a picture */

/*
 * Draw into a list, from its template, each principle of which one has decided in a story; say whether there is any.
 * `principles` are their names by id, in order.
 */
export function draw(list, { pages }, principles) {
  const answered = [...pages.values()].filter(({ result }) => result)
  const rows = [...principles].flatMap(([lead, name]) => {
    const its = answered.filter((page) => page.lead === lead)
    const best = its.filter(({ result }) => result === "best").length
    return its.length ? [row(list, { name, best, of: its.length })] : []
  })
  list.querySelectorAll("li").forEach((old) => old.remove())
  list.append(...rows)
  return rows.length > 0
}

function row(list, gaps) {
  const made = filled(list.querySelector("template"), gaps)
  const of = Math.min(gaps.of, MOST)
  const reached = Math.round((gaps.best * of) / gaps.of)
  made.querySelector(".lt-step__bar").replaceChildren(...bar(reached, of))
  return made
}

/* The parts of a small picture: so many, of which the first are reached. */
export function bar(reached, of) {
  return Array.from({ length: of }, (_, i) => {
    const part = document.createElement("span")
    part.classList.toggle("lt-step__reached", i < reached)
    return part
  })
}
