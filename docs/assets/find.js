/*
 * Finds pages for words as people type them. Pagefind looks the words up; this module decides which words to look up:
 * not the small ones, also those that mean the same (docs/vocabulary.yml), and the nearest known one for a slip of the
 * finger. A page that has more of the words comes first.
 */

import { open } from "./lookup.js"
import { SMALL, alike, concepts, nearest, related, words } from "./words.js"

const MANY = 0.1 /* of the newest pages: a word on more does not tell much, and to rank all pages with it takes long */
export const BEST = 3 /* results that are shown first */

/* Load the index, and return what finds pages in it. `folder` is the address of the search folder of the site. */
export async function start(folder) {
  return new Finder(await open(folder))
}

class Finder {
  #newest
  #whole
  #spelling

  constructor({ about, newest, whole, facets, spelling }) {
    Object.assign(this, { about, facets })
    this.#newest = newest
    this.#whole = whole
    this.#spelling = spelling
  }

  /* Find the pages for a text: [{id, score, words, data()}], best first; what was understood in place of what was not;
     and whether there can be more among the older stories, which `all` looks through as well. */
  async find(text, all = false) {
    const things = concepts(text, this.about.synonyms)
    const large = things.filter(([word]) => !SMALL.has(word))
    const telling = large.filter(([word]) => !this.about.common.includes(word))
    /* At first without the words that most pages have, then without the small ones, then with all. */
    const attempts = [telling, large, things].filter((some, i, those) => some.length && some.length !== those[i + 1]?.length)
    let found = { results: [], mended: [], cut: false }
    for (const asked of attempts) {
      found = await this.#pagesOf(asked, all)
      if (found.results.length) break
    }
    return found
  }

  /* All stories, as find() would give them, after the facets are loaded. */
  everything() {
    return { results: this.facets.stories, mended: [], cut: false }
  }

  async #pagesOf(asked, all) {
    const found = await Promise.all(asked.map((words) => this.#pagesFor(words, all)))
    const likely = together(found)
    const looks = asked.map(([word], i) => this.#meant(word, found[i].pages))
    for (const page of likely.slice(0, BEST)) page.data() /* on their way, while we look whether the words are right */
    const right = await Promise.all(looks)
    const kept = found.filter((_, i) => right[i])
    const mended = []
    for (const [word] of asked.filter((_, i) => !right[i])) {
      const better = nearest(word, await this.#spelling.known())
      mended.push(...better)
      for (const other of better) kept.push(await this.#pagesFor(alike(other, this.about.synonyms), all))
    }
    const results = right.every(Boolean) ? likely : together(kept)
    return { results, mended, cut: kept.length > 0 && kept.every(({ cut }) => cut) }
  }

  /* The pages for one thing that was asked for, and of how many. What many of the newest stories have is looked for only
     among them, unless somebody asks for all. */
  async #pagesFor(words, all) {
    const [number] = this.about.pages
    if (this.#newest !== this.#whole && !all) {
      const pages = await this.#newest.pages(words)
      if (pages.size > MANY * number) return { pages, of: number, cut: true }
    }
    return { pages: await this.#whole.pages(words), of: sum(this.about.pages), cut: false }
  }

  /* Whether the pages hold a word itself, or one that means the same. For a word that is nowhere, Pagefind gives pages with
     a word that starts alike. */
  async #meant(word, pages) {
    if (Object.hasOwn(this.about.synonyms, word)) return true
    const [best] = [...pages.values()].sort((one, other) => other.score - one.score)
    if (!best) return false
    const all = (await best.result.data()).content.split(/\s+/)
    return best.result.words.some((place) => words(all[place] ?? "").some((other) => related(word, other)))
  }
}

/* Put the pages of all things together. A page counts more, the more of the things it has, and the rarer these are. */
function together(found) {
  const pages = new Map()
  const things = found.filter((thing) => thing.pages.size)
  const weights = things.map((thing) => Math.log(1 + thing.of / thing.pages.size))
  const all = sum(weights)
  for (const [i, thing] of things.entries()) {
    for (const [id, { result, score }] of thing.pages) {
      const page = pages.get(id) ?? { id, score: 0, share: 0, words: [], data: result.data }
      page.score += score
      page.share += weights[i] / all
      page.words.push(...result.words)
      pages.set(id, page)
    }
  }
  const rank = (page) => page.score * page.share
  return [...pages.values()].sort((one, other) => rank(other) - rank(one))
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
