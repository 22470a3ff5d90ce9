/* Prints a sheet for everybody, which gives nothing away, the role cards to cut, or all of the story for the trainer. */

const section = document.querySelector(".lt-print")

section.addEventListener("click", async (event) => {
  const wish = event.target.dataset.print
  if (!wish) return
  document.body.dataset.print = wish
  await Promise.allSettled([...document.querySelectorAll(".lt-code")].map(loaded))
  print()
})

/* A code loads when it is needed, and the sheet waits for it. */
function loaded(code) {
  code.loading = "eager"
  return code.decode()
}

addEventListener("afterprint", () => delete document.body.dataset.print)
section.hidden = false
