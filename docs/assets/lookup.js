/*
 * What is in the search folder of the site (scripts/handbook/search_index.py): Pagefind, which looks words up, and what it
 * lacks: words that mean the same, how words are spelt, and which stories each filter lets through.
 */

import { words } from "./words.js"

const SAME = 0.8 /* what a word of the same meaning counts for, next to the word itself */
const SIGNATURE = "pagefind_dcd" /* starts each of Pagefind's files */

/* Load what every search needs, at once. The index `newest` holds the newest stories and all other pages, `whole` also the
   older stories; they are one where there are none. `folder` is the address of the search folder. */
export async function open(folder) {
  const at = (name) => new URL(name, folder)
  const [{ createInstance }, about] = await Promise.all([import(at("1/pagefind.js")), json(at("words.json"))])
  /* Not in a worker: to hand it thousands of results takes longer than to look them up. */
  const index = () => new Index(createInstance({ basePath: at("1/").pathname, metaCacheTag: "", noWorker: true }))
  const older = about.pages.slice(1).map((_, i) => at(`${i + 2}/`).pathname)
  const newest = index()
  const whole = older.length ? index() : newest
  await Promise.all([newest.ready(), ...older.map((part) => whole.add(part))])
  return { about, newest, whole, facets: new Facets(at), spelling: new Spelling(at("spelling.txt")), line: () => line(at) }
}

/* Fail where there is no line: Pagefind finds nothing then, and says nothing of it. Where the browser keeps the handbook, the
   search is kept as a whole, and no line is needed. */
async function line(at) {
  await fetch(at("words.json"), { method: "HEAD", cache: "no-store" })
}

/* Looks words up, with a memory. */
class Index {
  #pagefind
  #looked = new Map()

  constructor(pagefind) {
    this.#pagefind = pagefind
  }

  /* Pagefind's own init() ends before all is loaded; filters() waits for that. */
  ready() {
    return this.#pagefind.filters()
  }

  add(part) {
    return this.#pagefind.mergeIndex(part)
  }

  #look(word) {
    if (!this.#looked.has(word)) this.#looked.set(word, this.#pagefind.search(word))
    return this.#looked.get(word)
  }

  /* The pages that have one of these words, of which the first counts most, by their ids: each with its best score, and
     Pagefind's result, which has the places of the word. For a word alone Pagefind also gives pages with one that begins
     alike, and scores; for one in quotation marks those that have it, in any of its forms, and no scores. */
  async pages(words) {
    const pages = new Map()
    const looked = words.map((word) => Promise.all([this.#look(word), this.#look(`"${word}"`)]))
    for (const [i, [{ results }, exact]] of (await Promise.all(looked)).entries()) {
      const whole = new Set(exact.results.map(({ id }) => id))
      for (const result of results.filter(({ id }) => whole.has(id))) {
        const score = result.score * (i ? SAME : 1)
        const page = pages.get(result.id)
        if (!page || page.score < score) pages.set(result.id, { result, score })
      }
    }
    return pages
  }

  /* The pages that have a word of which this is the beginning; none where the best one has not, since Pagefind then takes
     letters away from it until some word begins so. */
  async parts(word) {
    const { results } = await this.#look(word)
    if (!results.length) return new Map()
    const all = (await results[0].data()).content.split(/\s+/)
    const begins = results[0].words.some((place) => words(all[place] ?? "").some((other) => other.startsWith(word)))
    return new Map(begins ? results.map((result) => [result.id, { result, score: result.score }]) : [])
  }
}

/* All stories, the newest first, and which of them each choice of the filters lets through: loaded when somebody narrows
   the results. Pagefind itself would load the whole index to list what fits. */
class Facets {
  #at
  #fits

  constructor(at) {
    this.#at = at
  }

  async load() {
    if (this.#fits) return
    const { stories, facets } = await json(this.#at("facets.json"))
    this.stories = stories.flatMap((ids, i) => ids.map((id) => this.#story(id, i + 1)))
    this.#fits = Object.fromEntries(Object.entries(facets).map(([choice, numbers]) =>
      [choice, new Set(numbers.map((number) => this.stories[number].id))]))
  }

  /* A story as if it had been found. */
  #story(id, index) {
    return { id, words: [], data: () => fragment(this.#at(`${index}/fragment/${id}.pf_fragment`)) }
  }

  has(id, name, value) {
    return this.#fits?.[`${name}=${value}`]?.has(id) ?? false
  }
}

/* How words are spelt: loaded for the first one that no page has. */
class Spelling {
  #address
  #lists

  constructor(address) {
    this.#address = address
  }

  /* The words of the handbook, the most frequent first, and those that only English has. */
  async load() {
    if (!this.#lists) {
      const [known, right] = (await (await fetch(this.#address)).text()).split("\n\n").map((list) => list.split("\n"))
      this.#lists = { known, right: new Set(right) }
    }
    return this.#lists
  }
}

async function json(address) {
  return (await fetch(address)).json()
}

/* What Pagefind's file for one page says: its address, text and title. */
async function fragment(address) {
  const { body } = await fetch(address)
  const text = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text()
  return JSON.parse(text.slice(SIGNATURE.length))
}
