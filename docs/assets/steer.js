/* Keys, taps and swipes: what moves the windows on. Clickers send Page Up and Page Down. */

const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }
const NEAR = 24 /* pixels around a button that belong to it */
const SWIPE = 40 /* pixels that a finger goes aside */

/* What a key does to what is led; null where it is none of ours. */
function meaning({ key, shiftKey }, { room, course, leave }) {
  if (key in STEPS) return () => room.do({ by: key === " " && shiftKey ? -1 : STEPS[key] })
  if (key === "Home") return () => room.do({ to: course.steps[0].key })
  if (key === "End") return () => room.do({ to: course.steps.at(-1).key })
  if (key === "." || key === "b") return () => room.do({ blank: !room.state.blank })
  return key === "Escape" ? leave : null
}

/* Obey the keys, before the search of the page does. A button that has the focus keeps the space bar. */
export function keys(led) {
  addEventListener("keydown", (event) => {
    const searching = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey))
    if (searching) event.stopImmediatePropagation()
    if (searching || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === " " && event.target.closest?.("a, button, summary")) return
    const act = meaning(event, led)
    if (!act) return
    event.preventDefault()
    event.stopImmediatePropagation()
    act()
  }, { capture: true })
}

/* On the wall, a tap on the right two thirds moves on, and one on the left third back; a swipe as one turns pages. */
export function taps(area, { room }) {
  area.addEventListener("click", (event) => {
    if (near(area, event)) return
    room.do({ by: event.clientX < innerWidth / 3 ? -1 : 1 })
  })
  let start = null
  area.addEventListener("touchstart", ({ touches }) => (start = touches.length === 1 ? touches[0] : null), { passive: true })
  area.addEventListener("touchend", (event) => {
    const [end] = event.changedTouches
    const [x, y] = start ? [end.clientX - start.clientX, end.clientY - start.clientY] : [0, 0]
    start = null
    if (Math.abs(x) < SWIPE || Math.abs(x) < Math.abs(y)) return
    event.preventDefault() /* no click after it */
    room.do({ by: x < 0 ? 1 : -1 })
  })
}

/* Whether a click was meant for a link or a button. */
function near(area, { clientX: x, clientY: y }) {
  return [...area.querySelectorAll("a, button")].some((element) => {
    const box = element.getBoundingClientRect()
    return x > box.left - NEAR && x < box.right + NEAR && y > box.top - NEAR && y < box.bottom + NEAR
  })
}
