/*
 * Finds pages for words as people type them. Pagefind looks the words up; this module decides which words to look up:
 * not the small ones, also those that mean the same (docs/vocabulary.yml), and the nearest known one for a slip of the
 * finger. A page that has more of the words comes first.
 */

import { open } from "./lookup.js"
import { SMALL, alike, concepts, nearest } from "./words.js"

const MANY = 0.1 /* of the newest pages: a word on more does not tell much, and to rank all pages with it takes long */
export const BEST = 3 /* results that are shown first */

/* Load the index, and return what finds pages in it. `folder` is the address of the search folder of the site. */
export async function start(folder) {
  return new Finder(await open(folder))
}

class Finder {
  #indexes

  constructor({ about, facets, ...indexes }) {
    Object.assign(this, { about, facets })
    this.#indexes = indexes
  }

  /* Find the pages for a text: [{id, some, words, data()}], best first, each with whether it has only some of it; what was
     understood in place of what was not; and whether there can be more among the older stories, which `all` looks through
     as well. While somebody is `typing`, the last word may be the beginning of one. What pages fold is looked through as
     well for `folded`. Fails where the line is cut. */
  async find(text, { all = false, typing = false, folded = false } = {}) {
    const things = concepts(text, this.about.synonyms)
    const large = things.filter(([word]) => !SMALL.has(word))
    const telling = large.filter(([word]) => !this.about.common.includes(word))
    /* Without the words that most pages have, and without the small ones, unless there are no others. */
    const asked = [telling, large, things].find((some) => some.length) ?? []
    const last = typing ? things.at(-1) : undefined
    const found = await Promise.all(asked.map((words) => this.#pagesFor(words, all)))
    if (folded) await Promise.all(asked.map((words, i) => this.#addFolded(words, found[i].pages)))
    for (const page of together(found, found.length).slice(0, BEST)) page.data() /* on their way, while we look further */
    const read = await Promise.all(asked.map((words, i) =>
      found[i].pages.size ? [found[i]] : this.#instead(words[0], found[i], words === last, all)))
    const told = read.flat()
    const kept = told.filter(({ pages }) => pages.size)
    const full = kept.filter(({ part }) => !part)
    const ranked = together(full.length ? full : kept, told.length)
    /* What is found last is worth little by its words, and comes next to the best where it has all of them. */
    const [best, ...rest] = ranked
    const results = folded && best ? [best, ...rest.sort((one, other) => one.some - other.some)] : ranked
    if (!results.length && asked.length) await this.#indexes.line()
    const mended = told.flatMap(({ mended }) => mended ?? [])
    return { results, mended, cut: kept.length > 0 && kept.every(({ cut }) => cut) }
  }

  /* All stories, as find() would give them, after the facets are loaded. */
  everything() {
    return { results: this.facets.stories, mended: [], cut: false }
  }

  async #addFolded(words, pages) {
    for (const [id, page] of await this.#indexes.folded.pages(words)) if (!pages.has(id)) pages.set(id, page)
  }

  /* What stands for a word that no page has. While it is being typed, what begins so; else the nearest words, where English
     does not know it either; else again what begins so, which is a `part` and counts only where nothing else is found. */
  async #instead(word, nothing, typing, all) {
    const part = { ...nothing, pages: await this.#indexes.whole.parts(word), part: !typing }
    if (typing && part.pages.size) return [part]
    const { known, right } = await this.#indexes.spelling()
    const better = right.has(word) ? [] : nearest(word, known)
    if (!better.length) return [part]
    return Promise.all(better.map(async (other) =>
      ({ ...(await this.#pagesFor(alike(other, this.about.synonyms), all)), mended: other })))
  }

  /* The pages for one thing that was asked for, and of how many. What many of the newest stories have is looked for only
     among them, unless somebody asks for all. */
  async #pagesFor(words, all) {
    const { newest, whole } = this.#indexes
    if (newest !== whole && !all) {
      const pages = await newest.pages(words)
      if (pages.size > MANY * newest.size) return { pages, of: newest.size, cut: true }
    }
    return { pages: await whole.pages(words), of: whole.size, cut: false }
  }
}

/* Put the pages of all things together. A page counts more, the more of the things it has, and the rarer these are.
   Of the `number` things that were asked for it may have only `some`. */
function together(found, number) {
  const pages = new Map()
  const things = found.filter((thing) => thing.pages.size)
  const weights = things.map((thing) => Math.log(1 + thing.of / thing.pages.size))
  const all = weights.reduce((total, weight) => total + weight, 0)
  for (const [i, thing] of things.entries()) {
    for (const [id, { result, score }] of thing.pages) {
      const page = pages.get(id) ?? { id, score: 0, share: 0, has: 0, words: [], said: [], data: result.data }
      page.score += score
      page.share += weights[i] / all
      page.has++
      page.some = page.has < number || Boolean(thing.part)
      page.words.push(...result.words)
      if (result.said) page.said.push(result.said)
      pages.set(id, page)
    }
  }
  const rank = (page) => page.score * page.share
  return [...pages.values()].sort((one, other) => rank(other) - rank(one))
}
