/* Shows that a page is due for a check, worked out on the day of reading. */

const note = document.querySelector(".lt-stale")
note.hidden = new Date() < new Date(note.dataset.reviewBy)
