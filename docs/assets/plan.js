/* The reader's own plan, in their own words, kept on their device and nowhere else. */

import { device } from "./keep.js"

const form = document.querySelector("form[data-plan]")
const text = form.querySelector("textarea")
const status = form.querySelector("[role=status]")
const remove = form.querySelector("[type=reset]")
const name = `plan:${form.dataset.plan}`

form.addEventListener("submit", (event) => {
  event.preventDefault()
  if (!text.value.trim()) {
    status.textContent = "Write your plan first."
    text.focus()
    return
  }
  const kept = device.keep(name, text.value)
  if (kept) remove.hidden = false
  status.textContent = kept ? "Kept on this device." : "Your browser did not keep it. Copy it, or write it on paper."
})
form.addEventListener("reset", () => {
  device.forget(name)
  remove.hidden = true
  status.textContent = "Deleted."
  text.focus()
})

/* Before the rest, so that a deleted plan leaves an empty box and not an old one. */
text.defaultValue = ""
text.value = device.kept(name, (plan) => plan.trim() && plan) ?? ""
remove.hidden = !text.value
form.hidden = false
