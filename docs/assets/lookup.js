/*
 * What is in the search folder of the site (scripts/handbook/site/search.py): Pagefind, which looks words up, and what it
 * lacks: words that mean the same, how words are spelt, and which stories each filter lets through.
 */

import { stem, words } from "./words.js"

const SAME = 0.8 /* what a word of the same meaning counts for, next to the word itself */
const FOLDED = 0.2 /* what a word counts for that a page has only in what it folds; others count one or more */
const RANKING = { pageLength: 0.2 } /* how long a page is tells little: what it folds is not counted */
const SIGNATURE = "pagefind_dcd" /* starts each of Pagefind's files */

/* Load what every search needs, at once. The index `newest` holds the newest stories and all other pages, `whole` also the
   older stories; they are one where there are none. `folder` is the address of the search folder. */
export async function open(folder) {
  const at = (name) => new URL(name, folder)
  const [{ createInstance }, about] = await Promise.all([import(at("1/pagefind.js")), json(at("words.json"))])
  const [first, ...older] = about.pages.map((_, i) => at(`${i + 1}/`).pathname)
  const index = async (sizes, more) => {
    /* Not in a worker: to hand it thousands of results takes longer than to look them up. */
    const pagefind = createInstance({ basePath: first, metaCacheTag: "", noWorker: true, ranking: RANKING })
    /* Pagefind's own init() ends before all is loaded; filters() waits for that. */
    await Promise.all([pagefind.filters(), ...more.map((part) => pagefind.mergeIndex(part))])
    return new Index(pagefind, sizes)
  }
  const made = index(about.pages.slice(0, 1), [])
  const [newest, whole] = await Promise.all([made, older.length ? index(about.pages, older) : made])
  const facets = new Facets(at)
  return { about, newest, whole, facets, folded: new Folded(at, facets), spelling: later(() => spelling(at)), line: () => line(at) }
}

/* Load something, by its name where it has one, when it is first asked for, and once more where that failed. */
function later(load) {
  const loading = new Map()
  return (name) => {
    if (!loading.has(name)) loading.set(name, load(name).catch((error) => { loading.delete(name); throw error }))
    return loading.get(name)
  }
}

/* Fail where there is no line: Pagefind finds nothing then, and says nothing of it. Where the browser keeps the handbook, the
   search is kept as a whole, and no line is needed. */
async function line(at) {
  await fetch(at("words.json"), { method: "HEAD", cache: "no-store" })
}

/* The words of the handbook, the most frequent first, and those that are right besides. Of these the file has how many letters each
   begins with as the one before does, and the others. */
async function spelling(at) {
  const [known, right] = (await (await got(at("spelling.txt"))).text()).split("\n\n").map((list) => list.split("\n"))
  let word = ""
  return { known, right: new Set(right.map(([same, ...rest]) => (word = [...word].slice(0, same).concat(rest).join("")))) }
}

/* Looks words up, with a memory. `size` is how many pages it has. */
class Index {
  #pagefind
  #looked = new Map()

  constructor(pagefind, sizes) {
    this.#pagefind = pagefind
    this.size = sizes.reduce((total, number) => total + number, 0)
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
  #fits

  constructor(at) {
    this.load = later(async () => {
      const { stories, others, facets } = await json(at("facets.json"))
      /* A page as if it had been found. */
      const page = (id, index) => ({ id, words: [], data: () => fragment(at(`${index}/fragment/${id}.pf_fragment`)) })
      this.stories = stories.flatMap((ids, i) => ids.map((id) => page(id, i + 1)))
      this.pages = [...this.stories, ...others.map((id) => page(id, 1))]
      this.#fits = Object.fromEntries(Object.entries(facets).map(([choice, numbers]) =>
        [choice, new Set(numbers.map((number) => this.stories[number].id))]))
    })
  }

  has(id, name, value) {
    return this.#fits?.[`${name}=${value}`]?.has(id) ?? false
  }
}

/* The words that pages fold, in files that hold a part of the alphabet each: loaded where nothing else has a word. */
class Folded {
  #facets
  #files
  #load

  constructor(at, facets) {
    this.#facets = facets
    this.#files = later(() => json(at("folded/files.json")))
    this.#load = later(async (name) => (await got(at(`folded/${name}.txt`))).text())
  }

  /* The pages that have one of these words or phrases in one of its forms, by their ids, as Index.pages() gives them. */
  async pages(asked) {
    await this.#facets.load()
    const pages = new Map()
    for (const text of asked) {
      const found = await Promise.all(text.split(" ").map((word) => this.#numbers(word)))
      for (const [number, said] of found[0]) {
        if (!found.every((numbers) => numbers.has(number))) continue
        const page = this.#facets.pages[number]
        pages.set(page.id, { result: { ...page, said }, score: FOLDED })
      }
    }
    return pages
  }

  /* The numbers of the pages that have a word, each with the form that it has there. */
  async #numbers(word) {
    const files = await this.#files()
    const name = files.findLast(([start]) => start <= word)?.[1]
    const found = new Map()
    if (!name) return found
    for (const line of (await this.#load(name)).split("\n")) {
      const [form, ...steps] = line.split(" ")
      if (stem(form) !== stem(word)) continue
      let number = 0
      for (const step of steps) found.set(number += Number(step), form)
    }
    return found
  }
}

/* The answer from an address; fails where there is none. */
async function got(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(address)
  return answer
}

async function json(address) {
  return (await got(address)).json()
}

/* What Pagefind's file for one page says: its address, text and title. */
async function fragment(address) {
  const { body } = await fetch(address)
  const text = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text()
  return JSON.parse(text.slice(SIGNATURE.length))
}
