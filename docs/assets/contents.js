/* Marks in "On this page" the part that is being read: the last one that has come up to a third of the window. */

const LINE = 1 / 3

const links = [...document.querySelectorAll(".lt-contents a")]
const parts = [...new Set(links.map((link) => link.hash))].map((hash) => document.getElementById(hash.slice(1)))

/* The part that is being read; at the end of the page the last one, which may be too short to come up. */
function current() {
  const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 1
  const line = atEnd && scrollY ? innerHeight : innerHeight * LINE
  let [highest, found] = [-Infinity, null]
  for (const part of parts) {
    const shown = part && (part.checkVisibility?.() ?? true)
    const top = shown ? part.getBoundingClientRect().top : Infinity
    if (top <= line && top > highest) [highest, found] = [top, part]
  }
  return found && `#${found.id}`
}

let waiting = false

function mark() {
  waiting = false
  const hash = current()
  for (const link of links) {
    if (link.hash === hash) link.setAttribute("aria-current", "location")
    else link.removeAttribute("aria-current")
  }
}

function later() {
  if (!waiting) requestAnimationFrame(mark)
  waiting = true
}

addEventListener("scroll", later, { passive: true })
addEventListener("resize", later)
later()
