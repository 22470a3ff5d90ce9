/*
 * Decide before you read on. A form asks; until it is answered, what is marked as lt-later waits. After it, the reason
 * for the chosen answer stands first and that for the best one second, the others stay folded, and the rest of the page
 * appears. Without this module everything is there to read. An answer is remembered until the tab is closed, so that
 * "back" finds the page as it was. Who listens to "handbook:decided" hears when everything is shown, and which answer was
 * chosen: "best", "fair", "poor", or "" for none.
 */

import { tab } from "./keep.js"

const HIDDEN = "onbeforematch" in document.body ? "until-found" : ""
const SKIPPED = "skipped"
const VERDICTS = ["best", "fair", "poor"]

export class Question {
  constructor(form, memory = tab) {
    this.form = form
    this.memory = memory
    this.list = form.querySelector(".lt-choices")
    this.choices = [...this.list.children]
    this.best = this.choices.find((choice) => choice.matches(".lt-choice--best"))
    this.status = form.querySelector("[role=status]")
    ;[this.decide, this.skip, this.again] = ["[type=submit]", "[data-skip]", "[type=reset]"].map((one) => form.querySelector(one))
    this.later = [...form.querySelectorAll(".lt-later"), document.getElementById(form.dataset.shows ?? "rest")].filter(Boolean)
    this.name = `decided:${form.dataset.decide}`
  }

  /* Ask, or show the page as the reader left it in this tab. */
  start() {
    this.form.addEventListener("submit", (event) => this.answer(event))
    this.form.addEventListener("reset", () => this.askAgain())
    this.skip.addEventListener("click", () => this.skipIt())
    /* Find-in-page, or a link to an anchor inside: show everything. What is shown may hold another question. */
    for (const element of this.later) element.addEventListener("beforematch", () => element.hidden && this.explain())

    this.form.querySelector(".lt-decide__buttons").hidden = false
    const earlier = this.memory.kept(this.name, (text) => (text === SKIPPED ? text : this.choices[text - 1]))
    if (!earlier) return this.hide()
    if (earlier === SKIPPED) return this.explain()
    earlier.querySelector("input").checked = true
    this.explain(earlier)
  }

  report(mine) {
    const detail = VERDICTS.find((verdict) => mine?.matches(`.lt-choice--${verdict}`)) ?? ""
    this.form.dispatchEvent(new CustomEvent("handbook:decided", { bubbles: true, detail }))
  }

  hide() {
    for (const element of this.later) element.setAttribute("hidden", HIDDEN)
    this.mark()
    this.buttons(true)
  }

  show() {
    for (const element of this.later) element.removeAttribute("hidden")
    this.buttons(false)
  }

  buttons(open) {
    this.decide.hidden = this.skip.hidden = !open
    this.again.hidden = open
    this.form.dataset.state = open ? "open" : "decided"
    for (const input of this.form.elements.choice) input.disabled = !open
  }

  /* Explain the chosen answer first, and then the best one. */
  explain(mine) {
    this.mark(mine, this.best)
    this.show()
    this.report(mine)
  }

  /* Put these first where the answers are ranked, with their reasons open; the others keep their order. */
  mark(mine, best) {
    const first = [mine, best].filter(Boolean)
    if ("ranked" in this.form.dataset) this.list.replaceChildren(...new Set([...first, ...this.choices]))
    for (const choice of this.choices) {
      choice.classList.toggle("lt-choice--mine", choice === mine)
      choice.querySelector(".lt-choice__mine").hidden = choice !== mine
      for (const reason of choice.querySelectorAll("details")) reason.open = first.includes(choice)
    }
  }

  answer(event) {
    event.preventDefault()
    const number = new FormData(this.form).get("choice")
    if (!number) {
      this.say("Choose one first.")
      this.choices[0].querySelector("input").focus()
      return
    }
    const mine = this.choices[number - 1]
    this.explain(mine)
    this.memory.keep(this.name, number)
    this.readOn(`Your choice: ${mine.querySelector(".lt-verdict").textContent}. The page goes on below.`, mine)
  }

  skipIt() {
    this.explain()
    this.memory.keep(this.name, SKIPPED)
    this.readOn("Everything is shown.", this.list.firstElementChild)
  }

  /* Tell those who do not see it what has happened, and lead on to where one reads on. */
  readOn(text, choice) {
    this.say(text, { unseen: true })
    choice.tabIndex = -1
    choice.focus({ preventScroll: true }) /* it alone would leave it below the header in Firefox */
    choice.scrollIntoView({ block: "nearest" })
  }

  say(text, { unseen = false } = {}) {
    this.status.classList.toggle("lt-unseen", unseen)
    this.status.textContent = text
  }

  askAgain() {
    this.memory.forget(this.name)
    this.hide()
    this.say("")
    this.choices[0].querySelector("input").focus()
  }
}

for (const form of document.querySelectorAll("form[data-decide]")) new Question(form).start()
document.documentElement.dataset.decide = "ready"
