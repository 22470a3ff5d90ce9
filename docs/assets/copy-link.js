/* "Copy link": the permanent address of the page, of each of its parts, and of each role card. What the browser refuses to
   copy is there to be copied by hand. */

import { element } from "./dom.js"

const page = document.querySelector("[data-id]")
const permanent = new URL(`../go/${page.dataset.id}/`, import.meta.url).href

const status = element("p", { className: "lt-unseen", role: "status" })
const field = element("input", { className: "lt-copy__field", readOnly: true, ariaLabel: "The link" })

/* A button that copies the address with this ending; the name of a part is for those who do not see where it stands. */
function copies(ending, text, name = text) {
  const button = element("button", { type: "button", className: "lt-link lt-copy", ariaLabel: name }, text)
  button.addEventListener("click", () => copy(button, permanent + ending))
  button.addEventListener("focusout", () => (button.textContent = text))
  return button
}

async function copy(button, address) {
  try {
    await navigator.clipboard.writeText(address)
    field.remove()
    button.textContent = "Copied"
    status.textContent = `Copied: ${address}`
  } catch {
    field.value = address
    button.after(field)
    field.select()
    status.textContent = "Your browser didn't copy it. Here it is, marked; copy it as you copy any text."
  }
}

function offer() {
  page.append(status)

  /* Beside the facts at the top, in a place that is kept for it, since nothing may move that somebody is about to press: the
     whole page. A session has another link besides, that of one's own schedule. */
  const whole = page.querySelector("[data-does=copy]") ? "Copy short link" : "Copy link"
  page.querySelector(".lt-copying")?.append(copies("", whole))

  /* Behind the heading of each part that the contents name; what folds, folds its button as well. */
  for (const { hash, textContent: title } of document.querySelectorAll(".lt-contents--fold a")) {
    const place = page.querySelector(hash)
    const button = copies(hash, "", `Copy link: ${title}`)
    button.classList.add("lt-copy--part")
    const heading = place?.closest("summary, legend") ?? place
    heading?.after(button)
  }

  for (const card of page.querySelectorAll(".lt-role")) {
    const role = card.id.replace("card-", "")
    const title = card.querySelector("summary").textContent
    card.append(copies(role === "twist" ? `#${card.id}` : `?role=${role}`, "Copy link to this card", `Copy link to this card: ${title}`))
  }
}

const href = new URL("./copy-link.css", import.meta.url)
document.head.append(element("link", { rel: "stylesheet", href, onload: offer }))
