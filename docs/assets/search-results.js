/* What the search dialog shows of what was found: a list of results, best first or by kind, and what stands in for one. */

import { element } from "./dom.js"
import { sentence, words } from "./words.js"

export const PART = 12 /* results at a time */
const LATER = "§" /* what stands behind it in the index comes after the decision on its page */
const HIDDEN = "¶" /* what stands behind it is not on the page */
const MARKED = 8 /* words at most that are marked on the page that one opens */

/* What to show of a result, in a site with this root. */
export async function describe(page, root) {
  const { meta, url, content } = await page.data()
  const all = content.split(/\s+/)
  const [later, end] = [LATER, HIDDEN].map((mark) => all.indexOf(mark))
  const quoted = all.slice(0, later < 0 ? end : later)
  const places = new Set(page.words.filter((place) => place < end))
  const address = new URL(url.slice(1), root)
  const { said = [] } = page
  const marked = [...new Set([...said, ...[...places].flatMap((place) => words(all[place] ?? ""))])].slice(0, MARKED)
  if (marked.length) address.searchParams.set("h", marked.join(" "))
  return { title: meta.title, summary: meta.summary, kind: meta.kind, kinds: meta.kinds, address,
    said, sentence: sentence(quoted, places, meta.title) }
}

function item({ title, summary, kind, address, said, sentence }) {
  const text = sentence.flatMap(([word, hit]) => [hit ? element("mark", {}, word) : word, " "])
  if (said.length) text.push("Further down: ", ...said.flatMap((word) => [element("mark", {}, word), " "]))
  return element("li", {},
    element("a", { href: address.href }, title), element("span", { className: "lt-find__kind" }, ` ${kind}`),
    element("p", {}, summary), ...(text.length ? [element("p", { className: "lt-find__sentence" }, "… ", ...text)] : []))
}

export function group(name, results) {
  return results.length ? [element("h2", {}, name), element("ul", {}, ...results.map(item))] : []
}

/* Results by kind, the kind of the best one first. */
export function grouped(results) {
  const kinds = new Set(results.map((result) => result.kinds))
  return [...kinds].flatMap((name) => group(name, results.filter((result) => result.kinds === name)))
}

/* How many pages have all that was asked for, and how many some of it. */
export function counted(whole, some) {
  const pages = (number) => (number === 1 ? "1 page" : `${number} pages`)
  if (!whole) return `No page has all of that. ${pages(some)} with some of it.`
  return some ? `${pages(whole)} found, and ${some} with some of it.` : `${pages(whole)} found.`
}

/* A button for the next results. */
export function more(left, root, from = PART) {
  if (left.length <= from) return []
  const button = quiet("Show more", async () => {
    const shown = await Promise.all(left.slice(from, from + PART).map((page) => describe(page, root)))
    const list = element("ul", {}, ...shown.map(item))
    button.replaceWith(list, ...more(left, root, from + PART))
    list.querySelector("a").focus()
  })
  return [button]
}

export function quiet(text, onclick) {
  return element("button", { type: "button", className: "lt-button lt-button--quiet", textContent: text, onclick })
}

/* The list of what can be going on, where words do not help: names by their keys. */
export function moments(text, names, root) {
  const links = Object.entries(names).map(([key, name]) =>
    element("li", {}, element("a", { href: new URL(`stories/?moment=${key}`, root).href }, name)))
  return [element("p", {}, text), element("ul", { className: "lt-find__moments" }, ...links)]
}
