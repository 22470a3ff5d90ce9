/* The reader's own plan, in their own words, kept on their device and nowhere else. */

const form = document.querySelector("form[data-plan]")
const text = form.querySelector("textarea")
const status = form.querySelector("[role=status]")
const remove = form.querySelector("[type=reset]")
const key = `little-things:plan:${form.dataset.plan}`

form.addEventListener("submit", (event) => {
  event.preventDefault()
  if (!text.value.trim()) {
    status.textContent = "Write your plan first."
    text.focus()
    return
  }
  localStorage.setItem(key, text.value)
  remove.hidden = false
  status.textContent = "Kept on this device."
})
form.addEventListener("reset", () => {
  localStorage.removeItem(key)
  remove.hidden = true
  status.textContent = "Deleted."
  text.focus()
})

/* Before the rest, so that a deleted plan leaves an empty box and not an old one. */
text.defaultValue = ""
text.value = localStorage.getItem(key) ?? ""
remove.hidden = !text.value
form.hidden = false
