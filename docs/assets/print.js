/* Prints the story as one sheet, with the answers on it or without. */

const section = document.querySelector(".lt-print")

section.addEventListener("click", (event) => {
  const wish = event.target.dataset.print
  if (!wish) return
  document.body.dataset.print = wish
  print()
})
addEventListener("afterprint", () => delete document.body.dataset.print)
section.hidden = false
