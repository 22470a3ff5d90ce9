/*
 * Narrows the list of stories by what the reader chooses, and keeps the choice in the address so that it can be shared.
 * Where the page shows only the newest of many stories, it hands the choice over to the search, which knows them all.
 */

import { choose } from "./dom.js"

const form = document.getElementById("filters")
const cards = [...document.querySelectorAll("#story-list .lt-card")]
const count = document.getElementById("count")
const clear = document.querySelector("button[form=filters]")
const all = count.innerHTML /* as the page says it */

/* What is chosen now, without the empty ones: a URLSearchParams. */
function chosen() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
}

/* A card fits when each chosen value is among the words of its attribute of the same name. */
function fits(card, choice) {
  return [...choice].every(([name, value]) => card.dataset[name].split(" ").includes(value))
}

/* Show what is chosen. `unknown` says what the address asks for and the list does not have. */
function show(unknown = "") {
  const choice = chosen()
  clear.hidden = !choice.size
  if ("partial" in form.dataset) {
    count.innerHTML = all
    count.prepend(unknown)
    const detail = new URLSearchParams([["q", ""], ...choice])
    if (choice.size) dispatchEvent(new CustomEvent("handbook:search", { detail }))
    return
  }
  for (const card of cards) card.hidden = !fits(card, choice)
  const fitting = cards.filter((card) => !card.hidden).length
  if (!choice.size) count.innerHTML = all
  else if (fitting) count.textContent = `${fitting} of ${cards.length} stories`
  else count.textContent = "No story fits. Clear a filter, or tell us a story like that."
  count.prepend(unknown)
}

/* Put the address into the form, as after a shared link or the back button. A choice may have its name from before. */
function read() {
  const wanted = new URLSearchParams(location.search)
  const unknown = [...form.querySelectorAll("select")].map((select) => choose(select, wanted.get(select.name) ?? ""))
  show(unknown.join(""))
}

function write() {
  const query = chosen().toString()
  history.replaceState(null, "", query ? `?${query}` : location.pathname)
  show()
}

form.hidden = false
form.addEventListener("change", write)
form.addEventListener("reset", () => {
  setTimeout(write) /* the form is empty only after this event */
  form.querySelector("select").focus() /* the button that had it goes away */
})
form.addEventListener("submit", (event) => event.preventDefault())
addEventListener("popstate", read)
read()
