/*
 * The stage: one screen of what the room sees, laid out in the size of the wall and scaled into the box in which it is
 * shown. A part that is too long for one screen is cut by measuring: at paragraphs, then at sentences. What comes later
 * is measured only when one goes there.
 */

import { divided, highest } from "./cutting.js"
import { element } from "./dom.js"

const TYPE = 36 / Math.sqrt(1280 * 720) /* pixels of type for each pixel of the square root of the wall */
const LARGER = [1, 1.1, 1.2, 1.35, 1.5, 1.7, 1.9] /* the type where a part has room for it, in times of the usual one */
const SMALLER = [1, 0.85, 0.7, 0.55, 0.4, 0.3] /* for a window so small that not even a word fits */

export class Stage {
  constructor(box) {
    this.box = box
    this.root = element("div", { className: "lt-stage" })
    this.trial = element("div", { className: "lt-stage lt-stage--trial", ariaHidden: "true", inert: true })
    this.cuts = new Map()
    box.append(this.root)
  }

  /* How many screens a step needs on a wall of this size. */
  count(step, size) {
    return this.cut(step, size).screens.length
  }

  /* Show one screen of a step in the box, as large as the box is. */
  show(step, screen, size) {
    const { scale, screens } = this.cut(step, size)
    const blocks = screens[Math.min(screen, screens.length) - 1]
    draw(this.root, step.slide, blocks, size, scale)
    this.fit(size)
  }

  /* Scale the stage into a width and a height that the box may have at most. */
  fit([width, height], [most, tallest] = this.most?.() ?? [innerWidth, innerHeight]) {
    const scale = Math.min(most / width, tallest / height)
    Object.assign(this.box.style, { width: `${width * scale}px`, height: `${height * scale}px` })
    this.root.style.transform = scale === 1 ? "none" : `scale(${scale})`
  }

  /* The screens of a step, each as a list of blocks, and the scale of their type. */
  cut({ key, slide }, size) {
    const name = `${key} ${size}`
    if (!this.cuts.has(name)) {
      document.body.append(this.trial)
      this.cuts.set(name, this.best(slide, size))
      this.trial.replaceChildren()
      this.trial.remove()
    }
    return this.cuts.get(name)
  }

  /* As few screens as the usual type needs, and then the largest type for which they are enough. */
  best(slide, size) {
    for (const scale of SMALLER) {
      const screens = this.screens(slide, size, scale)
      if (screens) return scale < 1 ? { scale, screens } : this.larger(slide, size, screens.length)
    }
    return { scale: SMALLER.at(-1), screens: [slide.blocks] }
  }

  larger(slide, size, most) {
    const scales = LARGER.filter((scale) => scale <= (slide.largest ?? Infinity))
    const scale = scales[highest(scales.length - 1, (number) => this.screens(slide, size, scales[number], most))]
    return { scale, screens: this.screens(slide, size, scale, most) }
  }

  /* The blocks of a slide on as many screens as they need; null where that is more than `most`, or where one cannot be cut
     so that it fits. */
  screens(slide, size, scale, most = Infinity) {
    const fits = (blocks) => draw(this.trial, slide, blocks, size, scale) && holds(this.trial)
    const [screens, waiting] = [[[]], [...slide.blocks]]
    while (waiting.length) {
      if (screens.length > most) return null
      const [block, screen] = [waiting.shift(), screens.at(-1)]
      if (fits([...screen, block])) screen.push(block)
      else if (screen.length) {
        screens.push([])
        waiting.unshift(block)
      } else {
        const parts = block.dataset.whole === undefined && divided(block, (part) => fits([part]))
        if (!parts) return null
        waiting.unshift(...parts)
      }
    }
    return screens
  }
}

function draw(stage, slide, blocks, [width, height], scale) {
  stage.classList.value = `lt-stage lt-stage--${slide.kind} lt-stage--${width < height ? "tall" : "wide"}`
  stage.dataset.accent = slide.accent
  const unit = TYPE * Math.sqrt(width * height)
  Object.assign(stage.style, { width: `${width}px`, height: `${height}px`, fontSize: `${unit * scale}px` })
  stage.style.setProperty("--lt-unit", `${unit * Math.min(scale, 1)}px`)
  const heading = slide.heading ? [element("h2", { className: "lt-slide__heading", textContent: slide.heading })] : []
  const text = element("div", { className: "lt-slide__text" }, ...blocks.map((block) => block.cloneNode(true)))
  stage.replaceChildren(...heading, element("div", { className: "lt-slide__room" }, text))
  return true
}

/* Whether a stage has room for all that is on it. */
function holds(stage) {
  const [room, text] = [stage.querySelector(".lt-slide__room"), stage.querySelector(".lt-slide__text")]
  const inside = text.offsetHeight <= room.clientHeight && text.scrollWidth <= room.clientWidth
  return inside && stage.scrollHeight <= stage.clientHeight && stage.scrollWidth <= stage.clientWidth
}
