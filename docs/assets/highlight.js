/* Marks the words that somebody searched for on the page that they opened, without a change to the page itself. */

import { WORD, words } from "./words.js"

const wanted = new Set(new URLSearchParams(location.search).get("h").toLowerCase().split(" "))
const article = document.querySelector("article")

function mark() {
  const ranges = []
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(WORD)) {
      if (!words(word).some((plain) => wanted.has(plain))) continue
      const range = new Range()
      range.setStart(texts.currentNode, index)
      range.setEnd(texts.currentNode, index + word.length)
      ranges.push(range)
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges))
}

/* A text that moves loses its marks, as the answers do when one of them is chosen. */
if ("highlights" in CSS) {
  mark()
  new MutationObserver(mark).observe(article, { childList: true, subtree: true })
}
