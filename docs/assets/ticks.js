/* Marks the cards of stories that were read, and those that have changed since. The words are in a template of the page. */

import { filled, show } from "./dom.js"
import { mine } from "./mine.js"
import { isChanged } from "./record.js"

const words = document.getElementById("ticks")
const { pages } = mine()

for (const card of document.querySelectorAll(".lt-card[data-story]")) {
  const page = pages.get(card.dataset.story)
  if (!page?.read) continue
  const tick = filled(words)
  show(tick, isChanged(page, card.dataset.edition) ? "changed" : "read")
  card.querySelector(".lt-card__facts").prepend(tick, " ")
}
