/* The wall: what the room sees, one part at a time, in the whole window. It holds nothing of what comes later. */

import { element } from "./dom.js"
import { address, begin } from "./both-windows.js"
import { titleOf } from "./slides.js"
import { taps } from "./steer.js"

export async function open({ main, page, site }) {
  const box = element("div", { className: "lt-wall__box" })
  const bar = element("span")
  const full = element("button", { type: "button", className: "lt-wall__button", textContent: "Full screen", hidden: !document.fullscreenEnabled })
  const leave = element("a", { className: "lt-wall__button", textContent: "Leave" })
  main.className = "lt-wall"
  main.tabIndex = -1
  box.setAttribute("aria-live", "polite")
  const progress = element("div", { className: "lt-wall__progress", ariaHidden: "true" }, bar)
  const name = element("h1", { className: "lt-unseen", textContent: titleOf(page).textContent })
  main.append(name, box, progress, element("div", { className: "lt-wall__buttons" }, full, leave))

  const led = await begin({ page, site, box, draw })
  function draw({ course, step }, state) {
    bar.style.width = `${(100 * course.steps.indexOf(step())) / (course.steps.length - 1)}%`
    leave.href = address("", step().key)
    main.classList.toggle("lt-wall--blank", state.blank)
  }
  full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : main.requestFullscreen()))
  taps(main, led)
  measure(led)
  stayAwake()
  main.focus()
}

/* Tell the desk how large this wall is, now and whenever that changes. */
function measure({ room, fit }) {
  const tell = () => {
    const { size, open } = room.state
    if (!open || size[0] !== innerWidth || size[1] !== innerHeight) room.do({ size: [innerWidth, innerHeight] })
    fit()
  }
  addEventListener("resize", tell)
  addEventListener("pageshow", tell)
  addEventListener("pagehide", () => room.do({ open: false }))
  tell()
}

/* Keep the screen awake where the browser can; it forgets that whenever the window is covered. */
function stayAwake() {
  const ask = async () => {
    try {
      if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen")
    } catch {
      /* The battery is low, or nobody may ask here. */
    }
  }
  document.addEventListener("visibilitychange", ask)
  ask()
}
