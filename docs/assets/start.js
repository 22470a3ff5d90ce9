/* The path: the rule of a step unfolds once its reader has decided in each of its stories, in this tab. */

import { tab } from "./keep.js"

for (const rule of document.querySelectorAll("[data-after]")) {
  rule.open = rule.dataset.after.split(" ").every((story) => tab.kept(`decided:${story}`, Boolean))
}
