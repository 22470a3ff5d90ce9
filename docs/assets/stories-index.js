/*
 * Narrows the list of stories by what the reader chooses, and keeps the choice in the address so that it can be shared.
 * Where the page shows only the newest of many stories, it hands the choice over to the search, which knows them all.
 */

import { choose } from "./dom.js"

const form = document.getElementById("filters")
const cards = [...document.querySelectorAll("#story-list .lt-card")]
const groups = [...document.querySelectorAll("#story-list .lt-group")]
const status = form.querySelector("[role=status]")
const newest = status.textContent /* that these are only the newest, where it is so */

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
  if ("partial" in form.dataset) {
    status.textContent = unknown + newest
    const detail = new URLSearchParams([["q", ""], ...choice])
    if (choice.size) dispatchEvent(new CustomEvent("handbook:search", { detail }))
    return
  }
  for (const card of cards) card.hidden = !fits(card, choice)
  for (const group of groups) group.hidden = !group.querySelector(".lt-card:not([hidden])")
  const count = cards.filter((card) => !card.hidden).length
  const shown = unknown && !choice.size ? "These are all stories." : `Showing ${count} of ${cards.length} stories`
  const said = count ? shown : "No story fits. Take one choice back, or tell us a story like that."
  status.textContent = unknown + said
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
form.addEventListener("reset", () => setTimeout(write)) /* the form is empty only after this event */
form.addEventListener("submit", (event) => event.preventDefault())
addEventListener("popstate", read)
read()
