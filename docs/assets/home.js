/* The home page: the large field opens the search, and a choice that one tries is kept, so that its story opens decided. */

import { tab } from "./keep.js"

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
