/*
 * The path: where the reader is on it. The rule of a step unfolds once its reader has decided in each of its stories, in
 * this tab, or has read them before.
 */

import { show } from "./dom.js"
import { tab } from "./keep.js"
import { mine } from "./mine.js"
import { gaps, whereOnPath } from "./path.js"

const { pages } = mine()

for (const rule of document.querySelectorAll("[data-after]")) {
  rule.open = rule.dataset.after.split(" ").every((story) => pages.get(story)?.read || tab.kept(`decided:${story}`, Boolean))
}

const place = document.getElementById("where-on-path")
const here = whereOnPath(document)
if (here.begun) {
  show(place, here.next ? "begun" : "done", gaps(here))
  const link = place.querySelector("a[data-next]")
  if (here.next) link.href = here.next.querySelector("a").getAttribute("href")
  for (const [i, part] of [...place.querySelectorAll(".lt-step__bar span")].entries()) {
    part.classList.toggle("lt-step__reached", i < here.done)
  }
}
