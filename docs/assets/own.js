/* What a story keeps of its reader (read.js, plan.js): loaded once there is something to keep or to show. */

import { led } from "./header.js"
import { device } from "./keep.js"

const MODULES = ["./read.js", "./plan.js", "./mine.js", "./record.js", "./days.js", "./dom.js"]

const story = document.querySelector(".lt-story")
let loaded

function load() {
  loaded ??= Promise.all(MODULES.map((name) => import(name)))
  return loaded
}

if (!led) {
  story.addEventListener("handbook:decided", async ({ target, detail }) => {
    const [{ note }] = await load()
    if (target.dataset.decide === story.dataset.story) note(detail) /* not the question about its twin */
  })
  if (device.names("mine").length) load()
}
