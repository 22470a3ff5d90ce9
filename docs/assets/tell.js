/*
 * The page on which staff tell a story: it warns about what looks private, keeps a draft on this device, and makes a link
 * to a filled-in form, an e-mail and a text to copy. It sends nothing itself; the reader does, after the warnings.
 */

const KEY = "little-things:tell"
const LONGEST_ADDRESS = 8000 /* GitHub refuses longer ones */
const PAUSE = 600 /* milliseconds between the last key and a warning */
const CHANGED = "You changed something. Check it again before you send it."

const form = document.getElementById("tell")
const fields = [...form.querySelectorAll("textarea, select, input")]
const [check, seen, ways, whole] = ["check", "seen", "ways", "whole"].map((id) => document.getElementById(id))
const kinds = JSON.parse(form.dataset.private).map((kind) => ({ ...kind, pattern: new RegExp(kind.pattern, "gu") }))

function say(where, text) {
  document.querySelector(`[data-says="${where}"]`).textContent = text
}

function button(does) {
  return document.querySelector(`[data-does="${does}"]`)
}

/* An answer without spaces around it, and without halves of a sign, which no address can hold. */
function answer(field) {
  return field.value.trim().replace(/\p{Surrogate}/gu, "\ufffd")
}

function label(field) {
  return field.labels[0].textContent
}

/* ---- What looks private ----------------------------------------------------------------------------------------- */

/* Return the places of a text that look private, in order: the same as find() of scripts/handbook/content/private.py. */
export function find(text) {
  const taken = new Uint8Array(text.length)
  const found = []
  for (const { name, pattern, advice } of kinds) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      if (taken.subarray(index, index + words.length).includes(1)) continue
      taken.fill(1, index, index + words.length)
      found.push({ index, words, name, advice })
    }
  }
  return found.sort((one, other) => one.index - other.index)
}

/* What to say about an answer, each thing once. */
function warnings(field) {
  const lines = find(answer(field)).map(({ words, name, advice }) => `“${words}” looks like ${name}: ${advice}.`)
  return [...new Set(lines)]
}

function element(kind, ...children) {
  const made = document.createElement(kind)
  made.append(...children)
  return made
}

/* Show the warnings next to a field. Where they are the same as before, a screen reader must not say them again. */
function warn(field) {
  const place = document.getElementById(`${field.id}-private`)
  const shown = warnings(field).map((text) => element("p", text))
  if (place.textContent !== shown.map((line) => line.textContent).join("")) place.replaceChildren(...shown)
}

/* ---- The draft -------------------------------------------------------------------------------------------------- */

/* Some browsers let a page keep nothing; the form works all the same, without a draft. */
function keep(text) {
  try {
    if (text) localStorage.setItem(KEY, text)
    else localStorage.removeItem(KEY)
  } catch {}
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {}
  } catch {
    return {}
  }
}

function restore() {
  const draft = kept()
  for (const field of fields) {
    field.value = draft[field.name] ?? ""
    warn(field)
  }
  if (fields.some(answer)) say("restored", "Your draft is back. It was kept on this device only.")
}

button("delete").addEventListener("click", () => {
  clearTimeout(pause)
  keep("")
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
  keep(JSON.stringify(Object.fromEntries(new FormData(form))))
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
  const found = fields.filter((field) => warnings(field).length).map((field) => {
    const link = element("a", label(field))
    link.href = `#${field.id}`
    return element("li", link, ...warnings(field).map((text) => element("p", text)))
  })
  say("found", found.length
    ? "Nothing is sent yet. Some places look private. Press a question to change its answer."
    : "Nothing is sent yet. We found nothing private, but a name can hide from us, so read it once more.")
  document.getElementById("found").replaceChildren(...found)
  document.getElementById("found").hidden = seen.parentElement.hidden = !found.length
  seen.checked = false
  check.hidden = false
  offer(!found.length)
  document.getElementById("check-title").focus()
}

function close() {
  check.hidden = true
  offer(false)
}

seen.addEventListener("change", () => offer(seen.checked))

/* Make the ways out, or take them away: before they are offered, nothing on the page holds the text. */
function offer(ready) {
  const text = fields.map((field) => `### ${label(field)}\n\n${answer(field) || "_No response_"}`).join("\n\n")
  const issue = ready ? issueAddress() : ""
  way("issue", issue.length < LONGEST_ADDRESS ? issue : "")
  document.getElementById("too-long").hidden = issue.length < LONGEST_ADDRESS
  way("mail", ready ? mailAddress(text) : "")
  whole.value = ready ? text : ""
  ways.hidden = !ready
  say("ready", ready ? "You can send it now, in one of these ways." : "")
  say("copied", "")
}

function way(id, address) {
  const place = document.getElementById(id)
  const link = place.querySelector("a")
  place.hidden = !address
  if (address) link.href = address
  else link.removeAttribute("href")
}

/* The address of the filled-in form, where the handbook has a repository. */
function issueAddress() {
  if (!form.dataset.repository) return ""
  const filled = fields.filter(answer).map((field) => [field.name, answer(field)])
  const query = new URLSearchParams([["template", "tell-us-a-story.yml"], ...filled])
  return `${form.dataset.repository}/issues/new?${query}`
}

/* The address of the e-mail, where there is somebody to write to. */
function mailAddress(text) {
  const to = form.dataset.reach.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)?.[0]
  if (!to) return ""
  const title = answer(form.elements.title)
  const subject = encodeURIComponent(title ? `A story: ${title}` : "A story")
  return `mailto:${to}?subject=${subject}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`
}

button("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(whole.value)
    say("copied", "Copied. Now paste it into your message.")
  } catch {
    document.getElementById("whole-fold").open = true
    whole.focus()
    whole.select()
    say("copied", "The browser does not let us copy. The text is marked: copy it yourself.")
  }
})

/* ---- From questions to a form ----------------------------------------------------------------------------------- */

restore()
for (const plain of form.querySelectorAll("[data-plain]")) plain.hidden = true
for (const waiting of form.querySelectorAll("[hidden]:not([data-plain])")) waiting.hidden = false
form.dataset.ready = ""
