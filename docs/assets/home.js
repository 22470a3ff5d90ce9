/*
 * The home page: the large field opens the search, a choice that one tries is kept, so that its story opens decided, and
 * the door to the path says where the reader is on it.
 */

import { filled, show } from "./dom.js"
import { tab } from "./keep.js"
import { gaps, whereOnPath } from "./path.js"

const field = document.querySelector("[data-opens-search]")
const opener = Object.assign(document.createElement("button"), { type: "button", className: field.className })
opener.append(...field.childNodes)
opener.addEventListener("click", () =>
  dispatchEvent(new CustomEvent("handbook:search", { detail: new URLSearchParams() })))
field.replaceWith(opener)

const scene = document.querySelector("[data-try]")
const choices = [...scene.querySelectorAll("details")]
for (const [i, choice] of choices.entries()) {
  choice.addEventListener("toggle", () => {
    if (choice.open) tab.keep(`decided:${scene.dataset.try}`, `${i + 1}`)
  })
}

const path = document.getElementById("path")
const here = whereOnPath(path.content)
if (here.begun) {
  const door = document.querySelector(`.lt-door[href="${path.dataset.door}"]`)
  const words = filled(path)
  show(words, here.next ? "begun" : "done", gaps(here))
  door.querySelector(".lt-door__text").replaceChildren(words)
  if (here.next) door.href = here.next.querySelector("a").getAttribute("href")
}
