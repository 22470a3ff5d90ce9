/*
 * For whoever leads a story or a session, or plays a part in it: the desk, the wall or a role card takes the place of the
 * page. The page itself waits outside of the document, where nobody can read on by accident, and comes back for paper.
 */

import { dress } from "./dom.js"

const WAYS = {
  lead: ["./lead.js", "./both-windows.js", "./course.js", "./slides.js", "./stage.js", "./cutting.js", "./state.js", "./room.js", "./steer.js", "./clock.js", "./dom.js"],
  present: ["./wall.js", "./both-windows.js", "./course.js", "./slides.js", "./stage.js", "./cutting.js", "./state.js", "./room.js", "./steer.js", "./dom.js"],
  role: ["./role.js", "./dom.js"],
}

const PATIENCE = 5000 /* milliseconds, for a plan that cannot be drawn */

const asked = new URLSearchParams(location.search)

/* Lead what is `led`, or play in it: `way` is one of the ways above. */
export async function lead(way, led) {
  const files = WAYS[way].map((name) => import(name))
  const [{ open }] = await Promise.all([...files, dress(new URL("./session.css", import.meta.url)), loaded()])
  await drawn(led)
  const main = document.createElement("main")
  const page = takeOver(main)
  document.body.dataset.led = way
  await open({ main, page, site: new URL("..", import.meta.url), asked })
  document.documentElement.dataset.led = "ready"
}

/* The other modules of the page look for their places in it as they start. */
function loaded() {
  return document.readyState === "complete" || new Promise((done) => addEventListener("load", done, { once: true }))
}

/* A plan in the address is drawn by the page's own module, which says when it has. */
function drawn(led) {
  const waits = asked.has("plan") && !("drawn" in led.dataset)
  return waits && new Promise((done) => {
    addEventListener("handbook:agenda", done, { once: true })
    setTimeout(done, PATIENCE)
  })
}

/* Put `main` in the place of all that is there; return the page. */
function takeOver(main) {
  const page = new DocumentFragment()
  const put = () => page.append(...[...document.body.childNodes].filter((node) => node !== main))
  addEventListener("beforeprint", () => document.body.append(page), { capture: true })
  addEventListener("afterprint", put)
  put()
  document.body.append(main)
  return page
}
