/* Prints a sheet for everybody, which gives nothing away, the role cards to cut, or all of the story for the trainer. */

const section = document.querySelector(".lt-print")

section.addEventListener("click", (event) => {
  const wish = event.target.dataset.print
  if (!wish) return
  document.body.dataset.print = wish
  print()
})
addEventListener("afterprint", () => delete document.body.dataset.print)
section.hidden = false
