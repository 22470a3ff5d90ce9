/* A phone in a role-play: one card alone, large, with who begins; or the choice of a card. */

import { element } from "./dom.js"

const PARTS = ["customer", "staff", "observer"]
const BEGINS = /\byou begin\b/i

export async function open({ main, page, asked }) {
  const cards = new Map(PARTS.map((part) => [part, card(page, part)]))
  const part = cards.has(asked.get("role")) ? asked.get("role") : ""
  const second = asked.get("v") === "2"
  main.className = "lt-part"
  main.append(
    element("p", { className: "lt-part__story", textContent: page.querySelector("h1").textContent.trim() }),
    ...(part ? one(page, cards, part, second) : choice(page, cards, second)),
    element("p", { className: "lt-part__out" }, element("a", { href: `${location.pathname}#role-play`, textContent: "The whole story" })),
  )
  document.title = `${part ? cards.get(part).name : "Which part do you play?"} - ${document.title}`
}

function card(page, part) {
  const fold = page.querySelector(`#card-${part}`)
  return { name: fold.querySelector("summary").textContent.trim(), text: fold.querySelector("p").textContent.trim() }
}

function link(part, second, textContent, className) {
  return element("a", { href: `?role${part && `=${part}`}${second ? "&v=2" : ""}`, textContent, className })
}

function choice(page, cards, second) {
  const about = page.querySelector("#role-play ~ p").textContent
  const links = PARTS.map((part) => element("li", {}, link(part, second, cards.get(part).name, "lt-part__choice")))
  return [
    element("h1", { id: "title", textContent: "Which part do you play?" }),
    element("p", { textContent: about }),
    element("ul", { className: "lt-part__choices" }, ...links),
  ]
}

/* One card. Who plays a second time gets the twist as well, and so does everybody with the same link. */
function one(page, cards, part, second) {
  const first = PARTS.find((each) => BEGINS.test(cards.get(each).text))
  const begins = first && element("p", { className: "lt-part__begins", textContent: first === part ? "You begin." : `${cards.get(first).name} begins.` })
  const twist = page.querySelector("#card-twist")
  const [heading, text] = ["summary", "p"].map((kind) => twist.querySelector(kind).textContent.trim())
  const more = second ? [element("section", { className: "lt-part__twist" }, element("h2", { textContent: heading }), element("p", { textContent: text }))] : []
  const again = second ? link(part, false, "Back to the first round") : link(part, true, heading)
  return [
    element("h1", { id: "title", textContent: cards.get(part).name }),
    ...(begins ? [begins] : []),
    element("p", { className: "lt-part__text", textContent: cards.get(part).text }),
    ...more,
    element("ul", { className: "lt-part__ways" }, element("li", {}, again), element("li", {}, link("", second, "Another part"))),
  ]
}
