/*
 * What is in the search folder of the site (scripts/handbook/search_index.py): Pagefind, which looks words up, and what it
 * lacks: words that mean the same, how words are spelt, and which stories each filter lets through.
 */

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
  return { about, newest, whole, facets: new Facets(at), spelling: new Spelling(at("spelling.txt")) }
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
     Pagefind's result, which has the places of the word. */
  async pages(words) {
    const pages = new Map()
    for (const [i, { results }] of (await Promise.all(words.map((word) => this.#look(word)))).entries()) {
      for (const result of results) {
        const score = result.score * (i ? SAME : 1)
        const page = pages.get(result.id)
        if (!page || page.score < score) pages.set(result.id, { result, score })
      }
    }
    return pages
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

/* The words of the handbook, the most frequent first; loaded for the first slip. */
class Spelling {
  #address
  #known

  constructor(address) {
    this.#address = address
  }

  async known() {
    this.#known ??= (await (await fetch(this.#address)).text()).split("\n")
    return this.#known
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
