/* Where the reader is on the path: in `root`, each [data-step] holds its stories as [data-story], each with its link. */

import { mine } from "./mine.js"

/* {done, of, next, begun}: how many steps are done and there are, the first story that was not read, if any was. */
export function whereOnPath(root) {
  const { pages } = mine()
  const isRead = (story) => Boolean(pages.get(story.dataset.story)?.read)
  const steps = [...root.querySelectorAll("[data-step]")].map((step) => [...step.querySelectorAll("[data-story]")])
  return {
    done: steps.filter((step) => step.every(isRead)).length,
    of: steps.length,
    next: steps.flat().find((story) => !isRead(story)),
    begun: steps.flat().some(isRead),
  }
}

/* The gaps of a sentence that says so. */
export function gaps({ done, of, next }) {
  return { done, of, title: next?.querySelector("a").textContent ?? "", minutes: next?.dataset.minutes ?? "" }
}
