/* The reader's own plan, in their own words, kept on their device and nowhere else. */

import { today } from "./days.js"
import { change, forgetPlan, mine } from "./mine.js"
import { planned } from "./record.js"

const form = document.querySelector("form[data-plan]")
const text = form.querySelector("textarea")
const status = form.querySelector("[role=status]")
const remove = form.querySelector("[type=reset]")
const id = form.dataset.plan

form.addEventListener("submit", (event) => {
  event.preventDefault()
  if (!text.value.trim()) {
    status.textContent = "Write your plan first."
    text.focus()
    return
  }
  const kept = change((record) => planned(record, id, text.value, today()))
  if (kept) remove.hidden = false
  status.textContent = kept ? "Kept on this device." : "Your browser did not keep it. Copy it, or write it on paper."
})
form.addEventListener("reset", () => {
  forgetPlan(id)
  remove.hidden = true
  status.textContent = "Deleted."
  text.focus()
})

/* Before the rest, so that a deleted plan leaves an empty box and not an old one. */
text.defaultValue = ""
text.value = mine().plans.get(id)?.text ?? ""
remove.hidden = !text.value
form.hidden = false
form.querySelector(":target")?.scrollIntoView() /* a link that came before the form was there */
