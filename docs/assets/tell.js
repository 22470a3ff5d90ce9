/*
 * The page on which staff tell a story: it warns about what looks private (private.js), keeps a draft on this device, and
 * offers ways to send it (ways-out.js). It sends nothing itself; the reader does, after the warnings.
 */

import { element, say } from "./dom.js"
import { device } from "./keep.js"
import { kindsOf, warnings } from "./private.js"
import { offer, withdraw } from "./ways-out.js"

const DRAFT = "tell"
const PAUSE = 600 /* milliseconds between the last key and a warning */
const CHANGED = "You changed something. Check it again before you send it."

const form = document.getElementById("tell")
const fields = [...form.querySelectorAll("textarea, select, input")]
const [check, seen, places] = ["check", "seen", "found"].map((id) => document.getElementById(id))
const kinds = kindsOf(form.dataset.private)

/* An answer without spaces around it, and without halves of a sign, which no address can hold. */
function answer(field) {
  return field.value.trim().replace(/\p{Surrogate}/gu, "\ufffd")
}

function label(field) {
  return field.labels[0].textContent
}

/* ---- What looks private ----------------------------------------------------------------------------------------- */

function paragraphs(field) {
  return warnings(answer(field), kinds).map((text) => element("p", {}, text))
}

/* Show the warnings next to a field. Where they are the same as before, a screen reader must not say them again. */
function warn(field) {
  const place = document.getElementById(`${field.id}-private`)
  const shown = paragraphs(field)
  if (place.textContent !== shown.map((line) => line.textContent).join("")) place.replaceChildren(...shown)
}

/* ---- The draft -------------------------------------------------------------------------------------------------- */

let kept = true

/* Keep all answers. Where the browser keeps nothing, the form works all the same, and says so once. */
function keep() {
  const before = kept
  kept = device.keep(DRAFT, JSON.stringify(Object.fromEntries(new FormData(form))))
  if (kept !== before) say("restored", kept ? "" : "Your browser keeps no draft. Send your story before you leave this page.")
}

/* Fill a field from a draft: with text, and in a list with what it still offers. */
function fill(field, text) {
  field.value = typeof text === "string" ? text : ""
  if (field.selectedIndex < 0) field.selectedIndex = 0
}

function restore() {
  const draft = device.kept(DRAFT, JSON.parse) ?? {}
  for (const field of fields) {
    fill(field, draft[field.name])
    warn(field)
  }
  if (fields.some(answer)) say("restored", "Your draft is back. It was kept on this device only.")
}

document.querySelector('[data-does="delete"]').addEventListener("click", () => {
  clearTimeout(pause)
  device.forget(DRAFT)
  form.reset()
  for (const field of fields) {
    warn(field)
    complain(field, "")
  }
  close()
  say("restored", "")
  say("done", "Your draft is deleted.")
})

/* ---- While typing ----------------------------------------------------------------------------------------------- */

let pause

form.addEventListener("input", ({ target }) => {
  keep()
  if (answer(target)) complain(target, "")
  if (!check.hidden) say("done", CHANGED)
  else if (document.querySelector('[data-says="done"]').textContent !== CHANGED) say("done", "")
  close()
  warnSoon()
})
/* Not at once: what appears while a button is being pressed would move it away from under the finger. */
form.addEventListener("focusout", warnSoon)

function warnSoon() {
  clearTimeout(pause)
  pause = setTimeout(() => fields.forEach(warn), PAUSE)
}

function complain(field, text) {
  if (!field.required) return
  field.setAttribute("aria-invalid", text !== "")
  document.getElementById(`${field.id}-fault`).textContent = text
}

/* ---- Checking and sending --------------------------------------------------------------------------------------- */

form.addEventListener("submit", (event) => {
  event.preventDefault()
  fields.forEach(warn)
  const empty = fields.filter((field) => field.required && !answer(field))
  for (const field of empty) complain(field, "Please write a line or two here.")
  if (empty.length) {
    say("done", `Still missing: ${empty.map(label).join(" ")}`)
    empty[0].focus()
    return
  }
  say("done", "")
  open()
})

/* List what looks private. The ways out open when the reader has ticked that they saw it, or where there is nothing. */
function open() {
  const found = fields.filter((field) => paragraphs(field).length).map((field) =>
    element("li", {}, element("a", { href: `#${field.id}` }, label(field)), ...paragraphs(field)))
  say("found", found.length
    ? "Nothing is sent yet. Some places look private. Press a question to change its answer."
    : "Nothing is sent yet. We found nothing private, but a name can hide from us, so read it once more.")
  places.replaceChildren(...found)
  places.hidden = seen.parentElement.hidden = !found.length
  seen.checked = false
  check.hidden = false
  offerIf(!found.length)
  document.getElementById("check-title").focus()
}

function close() {
  check.hidden = true
  withdraw()
}

function offerIf(ready) {
  if (ready) offer(fields.map((field) => ({ name: field.name, label: label(field), text: answer(field) })))
  else withdraw()
}

seen.addEventListener("change", () => offerIf(seen.checked))

/* ---- From questions to a form ----------------------------------------------------------------------------------- */

restore()
for (const plain of form.querySelectorAll("[data-plain]")) plain.hidden = true
for (const waiting of form.querySelectorAll("[hidden]:not([data-plain])")) waiting.hidden = false
form.dataset.ready = ""
