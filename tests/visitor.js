/* What a reader can see, press and reach on a page, for test_accessibility.py. Each check returns what is wrong. */

globalThis.reader = {
  shown: (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  named: (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 100),

  /* Answer each question of a story, and open every fold. */
  showEverything() {
    for (const form of document.querySelectorAll("form[data-decide]:not([data-state=decided])")) {
      form.elements.choice[0].checked = true
      form.requestSubmit()
    }
    for (const fold of document.querySelectorAll("details")) fold.open = true
  },

  usable() {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    return all.filter((element) => reader.shown(element) && !element.disabled && element.tabIndex >= 0)
  },

  /* ---- The walk of the Tab key: one call a step, then what it left out ---- */
  visited: [],

  /* What is wrong with the place of the focus; null where the walk is over. */
  stop() {
    const element = document.activeElement
    if (element === document.body || reader.visited.includes(element)) return null
    reader.visited.push(element)
    const [box] = element.getClientRects()
    const style = getComputedStyle(element)
    if (!box?.width || !reader.shown(element)) return `${reader.named(element)}: unseen`
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + 2)
    const faults = []
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.top > innerHeight - 20) faults.push("outside the window")
    else if (!element.contains(hit) && !hit.contains(element)) faults.push("covered")
    if (style.outlineStyle !== "solid" || parseFloat(style.outlineWidth) < 2) faults.push("without an outline")
    return faults.length ? `${reader.named(element)}: ${faults.join(", ")}` : ""
  },

  /* What a walk left out. Of a group of radio buttons it visits one. */
  skipped() {
    const same = (one, other) => one === other || (one.type === "radio" && one.form === other.form && one.name === other.name)
    return reader.usable().filter((one) => !reader.visited.some((other) => same(one, other))).map(reader.named)
  },

  disordered() {
    const before = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
    return reader.visited.filter((one, i, all) => i && !before(all[i - 1], one)).map(reader.named)
  },

  /* ---- Size ---- */

  /* What of the usable can be pressed on less than this many pixels. The label of a choice and the whole of a card count. */
  small(selector, size) {
    const area = (element) => element.closest(".lt-card, .lt-choice label") ?? element
    return reader.usable().filter((element) => area(element).matches(selector)).flatMap((element) => {
      const box = area(element).getBoundingClientRect()
      const pixels = `${Math.round(box.width)} x ${Math.round(box.height)}`
      return Math.min(box.width, box.height) < size ? [`${pixels}: ${reader.named(element)}`] : []
    })
  },

  /* Text and controls that stick out of the window, or out of a box that hides or scrolls what does not fit. */
  cut() {
    const wide = document.scrollingElement.scrollWidth
    const faults = wide > innerWidth ? [`the page is ${wide} wide`] : []
    const known = new Map()
    for (const element of document.querySelectorAll("body *")) {
      const control = element.matches("button, input, select, textarea")
      const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      // What is said to screen readers alone is cut off on purpose.
      const apart = "svg, .lt-unseen"
      if (!(control || text) || !reader.shown(element) || element.closest(apart)) continue
      const parts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE || !node.matches?.(apart))
      const boxes = control ? [element.getBoundingClientRect()] : parts.flatMap((part) => reader.boxes(part))
      if (boxes.some((box) => box.width > 1 && reader.sticksOut(box, reader.clips(element, known)))) faults.push(reader.named(element))
    }
    return faults
  },

  boxes(node) {
    const range = document.createRange()
    range.selectNode(node)
    return [...range.getClientRects()]
  },

  /* The boxes around an element, and its own, that hide or scroll what does not fit; `known` are those of others. */
  clips(element, known) {
    if (element === document.body) return []
    if (!known.has(element)) {
      const { overflowX, overflowY } = getComputedStyle(element)
      const [wide, high] = [overflowX, overflowY].map((how) => how !== "visible")
      const outer = reader.clips(element.parentElement, known)
      known.set(element, wide || high ? [...outer, { wide, high, edge: element.getBoundingClientRect() }] : outer)
    }
    return known.get(element)
  },

  sticksOut(box, clips) {
    if (box.left < -1 || box.right > innerWidth + 1) return true
    return clips.some(({ wide, high, edge }) =>
      (wide && (box.left < edge.left - 1 || box.right > edge.right + 1)) ||
      (high && (box.top < edge.top - 2 || box.bottom > edge.bottom + 2)))
  },

  /* ---- Motion ---- */

  /* What moves, or would move at the next change. */
  moving() {
    const lasting = (times) => times.split(",").some((time) => parseFloat(time) > 0)
    const faults = document.getAnimations().map((animation) => `runs: ${animation.animationName}`)
    for (const element of document.querySelectorAll("*")) {
      for (const part of ["", "::before", "::after"]) {
        const style = getComputedStyle(element, part)
        const changes = style.transitionProperty !== "none" && lasting(style.transitionDuration)
        const runs = style.animationName !== "none" && lasting(style.animationDuration)
        if (changes || runs || style.scrollBehavior === "smooth") faults.push(reader.named(element) + part)
      }
    }
    return faults
  },
}
