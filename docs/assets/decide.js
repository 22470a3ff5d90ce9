/*
 * Decide before you read on. A form asks; until it is answered, what is marked as lt-later waits. After it, the chosen
 * answer is explained first, then the others in their order, and the rest of the page appears. Without this module
 * everything is there to read. An answer is remembered until the tab is closed, so that "back" finds the page as it was.
 */

import { tab } from "./keep.js"

const HIDDEN = "onbeforematch" in document.body ? "until-found" : ""
const SKIPPED = "skipped"

class Question {
  constructor(form) {
    this.form = form
    this.list = form.querySelector(".lt-choices")
    this.choices = [...this.list.children]
    this.status = form.querySelector("[role=status]")
    ;[this.decide, this.skip, this.again] = form.querySelectorAll("button")
    this.later = [...form.querySelectorAll(".lt-later"), document.getElementById(form.dataset.shows ?? "rest")]
    this.name = `decided:${form.dataset.decide}`
  }

  /* Ask, or show the page as the reader left it in this tab. */
  start() {
    this.form.addEventListener("submit", (event) => this.answer(event))
    this.form.addEventListener("reset", () => this.askAgain())
    this.skip.addEventListener("click", () => this.skipIt())
    /* Find-in-page, or a link to an anchor inside: show everything. */
    for (const element of this.later) element.addEventListener("beforematch", () => this.show())

    this.form.querySelector(".lt-decide__buttons").hidden = false
    const earlier = tab.kept(this.name, (text) => (text === SKIPPED ? text : this.choices[text - 1]))
    if (!earlier) return this.hide()
    if (earlier === SKIPPED) return this.show()
    earlier.querySelector("input").checked = true
    this.explain(earlier)
  }

  hide() {
    for (const element of this.later) element.setAttribute("hidden", HIDDEN)
    this.list.replaceChildren(...this.choices)
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

  /* Explain a choice: it comes first, the others keep their order. */
  explain(mine) {
    this.list.replaceChildren(mine, ...this.choices.filter((choice) => choice !== mine))
    for (const choice of this.choices) choice.classList.toggle("lt-choice--mine", choice === mine)
    this.show()
  }

  answer(event) {
    event.preventDefault()
    const number = new FormData(this.form).get("choice")
    if (!number) {
      this.status.textContent = "Choose one first."
      this.choices[0].querySelector("input").focus()
      return
    }
    const mine = this.choices[number - 1]
    this.explain(mine)
    tab.keep(this.name, number)
    const verdict = mine.querySelector(".lt-verdict")?.textContent ?? "Not here."
    this.tell(`Your choice: ${verdict} It is explained first, then the others. The page goes on below.`, mine)
  }

  skipIt() {
    this.show()
    tab.keep(this.name, SKIPPED)
    this.tell("Everything is shown.", this.choices[0])
  }

  /* Say what has happened, and lead on to where one reads on. */
  tell(text, choice) {
    this.status.textContent = text
    choice.tabIndex = -1
    choice.focus()
  }

  askAgain() {
    tab.forget(this.name)
    for (const choice of this.choices) choice.classList.remove("lt-choice--mine")
    this.hide()
    this.status.textContent = ""
    this.choices[0].querySelector("input").focus()
  }
}

for (const form of document.querySelectorAll("form[data-decide]")) new Question(form).start()
document.documentElement.dataset.decide = "ready"
