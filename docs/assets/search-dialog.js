/* The dialog of the search: its parts, how it opens and closes, and what it says, without what it finds. */

import { dress, element } from "./dom.js"

const PAUSE = 15 /* milliseconds after the last key */
const QUIET = 700 /* milliseconds after the last change until it is said aloud: one announcement, not one a key */
const LONGEST = 400 /* letters of what is searched for */

/* Its stylesheet is asked for with the modules. */
export const dressed = dress(new URL("./search.css", import.meta.url))

let dialog, voice

export function part(name) {
  return dialog.querySelector(`[data-part="${name}"]`)
}

/* Where one types. */
export function field() {
  return dialog.querySelector("input")
}

/* Write how the search stands, and say it aloud once nobody types any more. */
export function say(text) {
  part("status").textContent = text
  clearTimeout(voice)
  voice = setTimeout(() => { part("aloud").textContent = part("status").textContent }, QUIET)
}

/* Make the dialog. It tells of its changes by calls: `changed` for other words, `narrowing` for open filters, and `closed`. */
export function make({ changed, narrowing, closed }) {
  const made = element("dialog", { className: "lt-find md-typeset", ariaLabel: "Search" })
  const input = element("input", { type: "text", ariaLabel: "Search", placeholder: "What is in front of you?",
    autocomplete: "off", spellcheck: false, autofocus: true, enterKeyHint: "search" })
  input.maxLength = LONGEST
  const close = element("button", { type: "button", className: "lt-link", textContent: "Close" })
  const form = element("form", { className: "lt-find__head" }, input, close)
  form.setAttribute("role", "search")
  const filters = element("details", { className: "lt-find__narrow", hidden: true }, element("summary", {}, "Narrow"))
  const parts = {
    made: element("p", { className: "lt-find__status" }) /* in the preview, how old its index is */,
    filters,
    only: element("p", { className: "lt-find__only", hidden: true }),
    status: element("p", { className: "lt-find__status" }),
    aloud: element("p", { className: "lt-unseen", role: "status" }),
    results: element("div", { className: "lt-find__results" }),
  }
  for (const [name, place] of Object.entries(parts)) place.dataset.part = name
  made.append(form, ...Object.values(parts))
  document.body.append(made)

  let pause
  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(changed, PAUSE)
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    made.querySelector(".lt-find__results a")?.focus()
  })
  close.addEventListener("click", () => made.close())
  made.addEventListener("close", closed)
  made.addEventListener("keydown", arrows)
  closeOutside(made)
  filters.addEventListener("toggle", () => filters.open && narrowing())
  dialog = made
  return made
}

/* A press beside the dialog closes it: one that begins and ends there. */
function closeOutside(made) {
  const beside = ({ clientX: x, clientY: y }) => {
    const box = made.getBoundingClientRect()
    return x < box.left || x > box.right || y < box.top || y > box.bottom
  }
  let began = false
  made.addEventListener("pointerdown", (event) => { began = beside(event) })
  made.addEventListener("click", (event) => event.target === made && began && beside(event) && made.close())
}

/* Up and down go through the results, and from the first one back to the words. */
function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.target.matches("select")) return
  const stops = [field(), ...dialog.querySelectorAll(".lt-find__results :is(a, button)")]
  const next = stops[stops.indexOf(document.activeElement) + step]
  if (next) {
    event.preventDefault()
    next.focus()
  }
}
