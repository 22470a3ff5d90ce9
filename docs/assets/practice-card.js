/* The cards of practice: a situation with its choices, taken from the page of its story, and a plan. */

import { today } from "./days.js"
import { Question } from "./decide.js"
import { filled } from "./dom.js"
import { nowhere } from "./keep.js"
import { change, mine } from "./mine.js"
import { answered, practised } from "./record.js"
import { bar } from "./standing.js"

/*
 * The card of a story; `done` is called with "next" or "stop", `decided` with the verdict on the answer. The reader first
 * thinks of an answer of their own, or writes it; then come the choices.
 */
export function storyCard({ id, url }, page, progress, { decided, done }) {
  const card = made("story-card", { ...progress, title: page.title, summary: page.summary }, done)
  const own = card.querySelector(".lt-own")
  const [choices, after] = ["[data-choices]", "[data-after]"].map((selector) => card.querySelector(selector))
  card.dataset.accent = page.lead
  card.querySelector("details").append(...page.scene)
  card.querySelector("[data-read]").href = url
  own.addEventListener("submit", (event) => {
    event.preventDefault()
    own.querySelector("textarea").readOnly = true
    own.querySelector(".lt-practice__buttons").hidden = true
    choices.append(page.form)
    new Question(page.form, nowhere).start()
    page.form.querySelector("input").focus()
  })
  choices.addEventListener("handbook:decided", ({ detail: result }) => {
    const kept = change((record) => practised(record, id, { lead: page.lead, result, day: today() }))
    after.hidden = false
    card.querySelector("[data-again]").hidden = result === "best"
    decided(result, kept)
  })
  return card
}

/* The card of a plan: did you try it? */
export function planCard({ id, url, title }, progress, { decided, done }) {
  const card = made("plan-card", { ...progress, title, plan: mine().plans.get(id).text }, done)
  card.querySelector("[data-read]").href = url
  for (const answer of ["yes", "no"]) {
    card.querySelector(`[data-does="${answer}"]`).addEventListener("click", () => {
      decided("", change((record) => answered(record, id, answer === "yes", today())))
      done("next")
    })
  }
  return card
}

function made(template, progress, done) {
  const card = filled(document.getElementById(template), progress)
  card.querySelector(".lt-step__bar").append(...bar(progress.number, progress.of))
  for (const button of card.querySelectorAll("[data-does=next], [data-does=stop]")) {
    button.addEventListener("click", () => done(button.dataset.does))
  }
  return card
}
