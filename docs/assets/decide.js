/*
 * Decide before you read on. A form asks; until it is answered, what is marked as lt-later waits. After it, the chosen
 * answer is explained first, then the others in their order, and the rest of the page appears. Without this module
 * everything is there to read. An answer is remembered until the tab is closed, so that "back" finds the page as it was.
 */

const HIDDEN = "onbeforematch" in document.body ? "until-found" : ""

function start(form) {
  const list = form.querySelector(".lt-choices")
  const choices = [...list.children]
  const status = form.querySelector("[role=status]")
  const [decide, skip, again] = form.querySelectorAll("button")
  const rest = document.getElementById(form.dataset.shows ?? "rest")
  const later = [...form.querySelectorAll(".lt-later"), rest]
  const key = `little-things:decided:${form.dataset.decide}`

  function hide() {
    for (const element of later) element.setAttribute("hidden", HIDDEN)
    list.replaceChildren(...choices)
    buttons(true)
  }

  function show() {
    for (const element of later) element.removeAttribute("hidden")
    buttons(false)
  }

  function buttons(open) {
    decide.hidden = skip.hidden = !open
    again.hidden = open
    form.dataset.state = open ? "open" : "decided"
    for (const input of form.elements.choice) input.disabled = !open
  }

  /* Explain the choice with this number (from 1): it comes first, the others keep their order. */
  function explain(number) {
    const mine = choices[number - 1]
    list.replaceChildren(mine, ...choices.filter((choice) => choice !== mine))
    for (const choice of choices) choice.classList.toggle("lt-choice--mine", choice === mine)
    show()
    return mine
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const number = new FormData(form).get("choice")
    if (!number) {
      status.textContent = "Choose one first."
      choices[0].querySelector("input").focus()
      return
    }
    const mine = explain(number)
    sessionStorage.setItem(key, number)
    const verdict = mine.querySelector(".lt-verdict")?.textContent ?? "Not here."
    status.textContent = `Your choice: ${verdict} It is explained first, then the others. The page goes on below.`
    mine.tabIndex = -1
    mine.focus()
  })
  skip.addEventListener("click", () => {
    show()
    sessionStorage.setItem(key, "skipped")
    status.textContent = "Everything is shown."
    choices[0].tabIndex = -1
    choices[0].focus()
  })
  form.addEventListener("reset", () => {
    sessionStorage.removeItem(key)
    for (const choice of choices) choice.classList.remove("lt-choice--mine")
    hide()
    status.textContent = ""
    choices[0].querySelector("input").focus()
  })
  /* Find-in-page, or a link to an anchor inside: show everything. */
  for (const element of later) element.addEventListener("beforematch", show)

  form.querySelector(".lt-decide__buttons").hidden = false
  const earlier = sessionStorage.getItem(key)
  if (!earlier) return hide()
  if (earlier === "skipped") return show()
  choices[earlier - 1].querySelector("input").checked = true
  explain(earlier)
}

for (const form of document.querySelectorAll("form[data-decide]")) start(form)
document.documentElement.dataset.decide = "ready"
