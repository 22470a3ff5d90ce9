/* Prints what a button or a link of the page names: a sheet for everybody, which gives nothing away, the role cards to cut, all
   of the story for the trainer; or pocket cards, all of them or one alone. */

document.addEventListener("click", async (event) => {
  const wanted = event.target.closest("button[data-print], a[data-print]")
  if (!wanted) return
  if (wanted.hash) location.hash = wanted.hash /* now, and not after this: it chooses the card that is printed alone */
  document.body.dataset.print = wanted.dataset.print
  await Promise.allSettled([...document.querySelectorAll(".lt-code")].map(loaded))
  print()
})

/* A code loads when it is needed, and the sheet waits for it. */
function loaded(code) {
  code.loading = "eager"
  return code.decode()
}

addEventListener("afterprint", () => delete document.body.dataset.print)
document.querySelector("[data-printing]").hidden = false
