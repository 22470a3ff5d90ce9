/* The page on reading without a network: what this device keeps, and a button that keeps the rest. The worker knows (sw.js). */

import { element, say } from "./dom.js"

const all = (name) => document.querySelectorAll(`.lt-kept ${name}`)

/* Ask the worker, and hand on each of its answers. */
async function ask(question, answered) {
  const { active } = await navigator.serviceWorker.ready
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => answered(data)
  active.postMessage(question, [port2])
}

function show({ edition, bytes, left, titles }) {
  for (const part of all("[data-kept]")) {
    if (part.dataset.kept !== "away") part.hidden = part.dataset.kept !== (left ? "some" : "everything")
  }
  for (const place of all("[data-size]")) place.textContent = `${(bytes / 1e6).toFixed(1)} MB`
  for (const place of all("[data-edition-kept]")) place.textContent = edition
  const list = document.querySelector("[data-kept-stories]")
  list.replaceChildren(...titles.map(([address, title]) =>
    element("li", {}, element("a", { href: new URL(address, root), textContent: title }))))
  list.hidden = !titles.length
}

function keepEverything({ target }) {
  target.disabled = true
  ask("keep everything", (said) => {
    if (said.of) return say("keeping", `${Math.floor((said.done / said.of) * 100)} %`)
    say("keeping", document.querySelector(`[data-told="${said}"]`).textContent)
    target.disabled = false
    ask("what is kept", show)
  })
}

/* The page that somebody asked for, to try it again: one of this handbook, whatever stands in the address. */
function tellAway(address) {
  if (!address.startsWith(root.href)) return
  const page = new URL(address)
  const [part] = all('[data-kept="away"]')
  const [link] = part.getElementsByTagName("a")
  Object.assign(link, { href: page.href, textContent: decodeURI(page.pathname) })
  part.hidden = false
}

const root = new URL("..", location.href)
const asked = new URLSearchParams(location.search).get("for")
if (document.querySelector(".lt-kept")) {
  if (asked) tellAway(asked)
  for (const button of all("[data-keeps]")) button.addEventListener("click", keepEverything)
  if (navigator.serviceWorker) ask("what is kept", (found) => found && show(found))
}
