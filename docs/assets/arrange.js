/*
 * Steps that one arranges: at my time of day, in my order, longer or shorter, without some, with breaks. All of it is in
 * the address, so that a link brings it back. A step is {key, story, minutes}; one of no minutes is left out.
 */

import { MOST, breakOf, clock, count, nameOf, tools } from "./agenda.js"
import { counted, element, say } from "./dom.js"
import { LONGEST, encode } from "./plan-link.js"

const BREAK = 5 /* minutes */
const FULL = "That does not fit: the link to this plan would be so long that chat programs cut it."

export class Arrangement {
  /* `make` gives the element of a step. `about` is what a plan holds besides steps, start and minutes. */
  constructor(root, make, about) {
    Object.assign(this, { root, make, about, steps: [], own: [], start: null, changing: false })
    this.list = root.querySelector(".lt-agenda")
    this.form = root.querySelector(".lt-schedule")
    this.left = root.querySelector(".lt-left")
    this.form.addEventListener("change", ({ target }) => this.startAt(target.value))
    this.form.addEventListener("reset", () => this.reset())
    this.form.addEventListener("submit", (event) => event.preventDefault())
    this.form.addEventListener("click", ({ target }) => this[target.dataset.does]?.(target))
    this.list.addEventListener("click", ({ target }) => this.use(target.closest("button[data-tool]")))
    this.list.addEventListener("change", ({ target }) => this.use(target))
    this.list.addEventListener("keydown", (event) => this.move(event))
  }

  /* Show these steps. `own` is what Reset brings back, and on the page of a session needs no link. */
  begin(steps, { own = steps, start = null } = {}) {
    Object.assign(this, { own, start })
    this.form.elements.start.value = start === null ? "" : new Date(start * 60_000).toISOString().slice(11, 16)
    this.draw(steps)
    this.lead()
    this.form.hidden = false
  }

  /* ---- What is shown --------------------------------------------------------------------------------------------- */

  draw(steps) {
    this.steps = steps
    this.items = new Map(steps.filter(({ minutes }) => minutes).map((step) => [step, step.key ? this.make(step) : breakOf()]))
    let breaks = 0
    for (const [{ key, minutes }, item] of this.items) {
      if (!key) item.id = item.dataset.step = `break${++breaks}`
      item.dataset.minutes = minutes
      item.querySelector(".lt-agenda__tools")?.remove()
      if (this.changing) item.append(tools(nameOf(item), minutes))
    }
    this.list.replaceChildren(...this.items.values())
    this.total = count(this.list, this.start)
    say("sum", this.sum())
    this.drawLeft(steps.filter(({ minutes }) => !minutes))
    this.root.dataset.drawn = ""
    this.root.dispatchEvent(new CustomEvent("handbook:agenda", { bubbles: true }))
  }

  /* "24 minutes in all, 4 more than planned. It ends at 10:24." */
  sum() {
    const more = this.total - this.root.dataset.minutes
    const differs = more ? `, ${Math.abs(more)} ${more > 0 ? "more" : "fewer"} than planned` : ""
    const ends = this.start === null ? "" : ` It ends at ${clock(this.start + this.total, this.start)}.`
    return `${counted(this.total, "minute")} in all${differs}.${ends}`
  }

  drawLeft(steps) {
    this.left.hidden = !steps.length
    this.left.querySelector("ul").replaceChildren(...steps.map((step) => {
      const name = nameOf(this.make(step))
      const button = element("button", { type: "button", className: "lt-link", ariaLabel: `Bring back: ${name}` }, "Bring back")
      button.addEventListener("click", () => this.bringBack(step, name))
      return element("li", {}, name, " ", button)
    }))
  }

  /* ---- The link -------------------------------------------------------------------------------------------------- */

  /* The text of the plan with these steps; nothing where it is as the page shows it by itself. */
  text(steps = this.steps) {
    const { session, minutes } = this.root.dataset
    const same = this.start === null && !("builder" in this.root.dataset) && JSON.stringify(steps) === JSON.stringify(this.own)
    return same ? "" : encode({ ...this.about, session, minutes: Number(minutes), start: this.start, steps })
  }

  link(steps) {
    const text = this.text(steps)
    return `${location.origin}${location.pathname}${text && `?plan=${text}`}`
  }

  /* Keep the plan in the address, beside whatever else is there. */
  keep() {
    const text = this.text()
    const query = [...asked(false), ...(text ? [`plan=${text}`] : [])].join("&")
    const address = `${location.pathname}${query && "?"}${query}${location.hash}`
    try { history.replaceState(history.state, "", address) } catch {} /* Safari allows a hundred in half a minute */
    this.lead()
  }

  /* Let the links that lead the session take the plan along. */
  lead() {
    const query = ["lead", ...asked(true)].join("&")
    for (const link of document.querySelectorAll('a[href^="?lead"]')) link.setAttribute("href", `?${query}`)
  }

  print = () => print()

  async copy() {
    try {
      await navigator.clipboard.writeText(this.link())
      say("schedule", "Link copied.")
    } catch {
      say("schedule", "The browser does not let us copy. The link is the address of this page: copy it there.")
    }
  }

  /* ---- What one does --------------------------------------------------------------------------------------------- */

  /* Show other steps, unless the link had no room for them. Say what that did, and keep the focus on the tool of a step. */
  change(steps, said, step, tool = "") {
    const fits = this.link(steps).length < LONGEST
    this.draw(fits ? steps : this.steps)
    this.keep()
    say("schedule", fits ? `${said} ${this.sum()}`.trim() : FULL)
    if (!tool) return
    const item = this.items.get(step) ?? this.form
    item.tabIndex = -1 /* it has the focus where it has no such tool */
    ;(item.querySelector(`[data-tool="${tool}"]`) ?? item).focus()
  }

  startAt(time) {
    const [hours, minutes] = time.split(":").map(Number)
    this.start = time ? hours * 60 + minutes : null
    this.change(this.steps, "")
  }

  reset() {
    this.start = null
    this.change(this.own, "As it was.")
  }

  tools(button) {
    this.changing = !this.changing
    button.ariaPressed = this.changing
    this.draw(this.steps)
  }

  use(control) {
    const step = [...this.items].find(([, item]) => item.contains(control))?.[0]
    if (step) this[control.dataset.tool](step, nameOf(this.items.get(step)), control)
  }

  move(event) {
    const tool = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key]
    if (!tool) return
    event.preventDefault()
    this.use(event.target.closest("li").querySelector(`[data-tool="${tool}"]`))
  }

  up = (step, name) => this.swap(step, -1, name, "up")
  down = (step, name) => this.swap(step, 1, name, "down")
  swap(step, way, name, tool) {
    const shown = [...this.items.keys()]
    const other = shown[shown.indexOf(step) + way]
    if (!other) return say("schedule", `${name} is ${way < 0 ? "first" : "last"} already.`)
    const without = this.steps.filter((one) => one !== step)
    const place = without.indexOf(other) + (way > 0 ? 1 : 0)
    const number = shown.indexOf(other) + 1
    this.change(without.toSpliced(place, 0, step), `${name} is now step ${number} of ${shown.length}.`, step, tool)
  }

  length(step, name, field) {
    const typed = Number.isNaN(field.valueAsNumber) ? step.minutes : Math.round(field.valueAsNumber)
    const minutes = Math.min(Math.max(typed, 1), MOST)
    const changed = { ...step, minutes }
    this.change(this.steps.with(this.steps.indexOf(step), changed), `${name}: ${counted(minutes, "minute")}.`, changed, "length")
  }

  pause(step, name) {
    const added = { key: "", story: "", minutes: BREAK }
    this.change(this.steps.toSpliced(this.steps.indexOf(step) + 1, 0, added), `A break of ${BREAK} minutes after ${name}.`, added, "length")
  }

  drop(step, name) {
    const shown = [...this.items.keys()]
    const next = shown[shown.indexOf(step) + 1] ?? shown[shown.indexOf(step) - 1]
    const left = step.key ? [{ ...step, minutes: 0 }] : []
    this.change(this.steps.toSpliced(this.steps.indexOf(step), 1, ...left), `${name} is left out.`, next, "drop")
  }

  bringBack(step, name) {
    const own = this.own.find(({ key, story }) => key === step.key && story === step.story)
    const back = { ...step, minutes: own?.minutes || Number(this.make(step).dataset.minutes) }
    this.change(this.steps.with(this.steps.indexOf(step), back), `${name} is back.`, back, "drop")
  }
}

/* The parts of the query that hold a plan, or the others. */
function asked(plan) {
  return location.search.slice(1).split("&").filter((part) => part && part.startsWith("plan=") === plan)
}
