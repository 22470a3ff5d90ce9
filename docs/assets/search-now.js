/* What to say now, at the head of the results: the sentence of the moment that the words are about (docs/vocabulary.yml). */

import { element } from "./dom.js"
import { SMALL, concepts, words } from "./words.js"

const SAME = 0.8 /* what a word of the same meaning counts for, next to the word itself */
const SHARE = 1 / 3 /* of what is asked for that a moment must answer: a long question may touch one by chance */
const MOST = 2 /* moments that are shown, where they answer as much */

/* The moments that a text asks for, as paragraphs that lead to their place on the page of a site with this root. */
export function answers(text, { moments, synonyms }, root) {
  const asked = concepts(text, synonyms).filter(([word]) => !SMALL.has(word)).map((alike) => alike.map(stems))
  const found = moments.map((moment) => ({ moment, score: score(moment, asked) }))
  const best = Math.max(...found.map(({ score }) => score))
  if (!best || best < SHARE * asked.length) return []
  return found.filter(({ score }) => score === best).slice(0, MOST).map(({ moment }) => answer(moment, root))
}

function answer({ key, name, say }, root) {
  return element("p", { className: "lt-find__now" },
    `${name}. Say: `, element("a", { href: new URL(`now/#${key}`, root).href }, `“${say}”`))
}

/* How much of what is asked for is in the phrases of a moment: those count of which all words are asked for. */
function score({ phrases }, asked) {
  const met = asked.map(() => 0)
  for (const phrase of phrases) {
    const places = stems(phrase).map((stem) => place(stem, asked))
    if (!places.every(({ worth }) => worth)) continue
    for (const { at, worth } of places) met[at] = Math.max(met[at], worth)
  }
  return met.reduce((sum, worth) => sum + worth, 0)
}

/* Where in what is asked for a word stands, and what it counts for there; it is worth nothing where it does not stand. */
function place(stem, asked) {
  const values = asked.map(([own, ...same]) => (own.includes(stem) ? 1 : same.flat().includes(stem) ? SAME : 0))
  const worth = Math.max(0, ...values)
  return { at: values.indexOf(worth), worth }
}

/* The telling words of a text without their endings: "cancelled" and "cancels" are the same. */
function stems(text) {
  return words(text).filter((word) => !SMALL.has(word) && !word.includes("'")).map((word) =>
    word.replace(/(?<=\w{3})(?:ing|ed|es|s|d)$/, "").replace(/(.)\1$/, "$1").replace(/(?<=\w{2})e$/, ""))
}
