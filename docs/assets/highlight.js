/* Marks the words that somebody searched for on the page that they opened, without a change to the page itself. */

import { WORD, words } from "./words.js"

const wanted = new Set(new URLSearchParams(location.search).get("h").toLowerCase().split(" "))
const ranges = []

if ("highlights" in CSS) {
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
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
