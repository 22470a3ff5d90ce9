/*
 * Finds pages for words as people type them. Pagefind looks the words up; this module decides which words to look up:
 * not the small ones, also those that mean the same (docs/vocabulary.yml), and the nearest known one for a slip of the
 * finger. A page that has more of the words comes first.
 */

const SMALL = new Set(
  `a about after again all am an and any anyone anything are as at be because been before being but by can cannot could did do
  does doing don done else every everything for from get gets getting give go goes going got had has have having he her here
  hers him his how i if in into is it its itself just know let like make may maybe me might more most much must my need needs
  no nobody not now of off on one only or other our out over own please put really same say says she should so some somebody
  someone something still such take than that the their them then there these they thing things this those to too try trying
  two up us very want wants was we were what when where which while who whom whose why will with without would yes you your`
    .split(/\s+/))
const SLIPS = [[4, 1], [7, 2]] /* a word of so many letters may have so many slips */
const MANY = 0.1 /* of the newest pages: a word on more does not tell much, and to rank all pages with it takes long */
const SIGNATURE = "pagefind_dcd" /* starts each of its files */
export const BEST = 3 /* results that are shown first */
const SAME = 0.8 /* what a word of the same meaning counts for, next to the word itself */

/* Start Pagefind, and return what finds pages. `folder` is the address of the search folder of the site. */
export async function start(folder) {
  const at = (name) => new URL(name, folder)
  const load = async (name) => (await fetch(at(name))).json()
  const [{ createInstance }, about] = await Promise.all([import(at("1/pagefind.js")), load("words.json")])
  /* Not in a worker: to hand it thousands of results takes longer than to look them up. */
  const instance = () => createInstance({ basePath: at("1/").pathname, metaCacheTag: "", noWorker: true })
  /* The first index holds the newest stories and all other pages; further ones hold the older stories. */
  const older = about.pages.slice(1).map((_, i) => at(`${i + 2}/`).pathname)
  const newest = instance()
  const whole = older.length ? instance() : newest
  /* Its init() ends before all is loaded; filters() waits for that. */
  await Promise.all([newest.filters(), ...older.map((index) => whole.mergeIndex(index))])
  let known /* words of the handbook, the most frequent first; loaded for the first slip */

  async function spelling() {
    known ??= (await (await fetch(at("spelling.txt"))).text()).split("\n")
    return known
  }

  /* Look one word up, with a memory. */
  const looked = new Map([[newest, new Map()], [whole, new Map()]])
  function look(index, word) {
    const known = looked.get(index)
    if (!known.has(word)) known.set(word, index.search(word))
    return known.get(word)
  }

  /* The pages for one thing that was asked for, and of how many. What many of the newest stories have is looked for only
     among them, unless somebody asks for all. */
  async function pagesFor(words, all) {
    const [number] = about.pages
    if (older.length && !all) {
      const pages = await pagesIn(newest, words)
      if (pages.size > MANY * number) return { pages, of: number, cut: true }
    }
    return { pages: await pagesIn(whole, words), of: sum(about.pages), cut: false }
  }

  /* Each page with its best score and the places of its words. */
  async function pagesIn(index, words) {
    const pages = new Map()
    for (const [i, { results }] of (await Promise.all(words.map((word) => look(index, word)))).entries()) {
      for (const result of results) {
        const score = result.score * (i ? SAME : 1)
        const page = pages.get(result.id)
        if (!page || page.score < score) pages.set(result.id, { result, score })
      }
    }
    return pages
  }

  /* All stories, the newest first, and which of them each choice of the filters lets through: loaded when somebody
     narrows the results. Pagefind itself would load the whole index to list what fits. */
  let stories, facets
  async function narrowing() {
    if (facets) return
    const loaded = await load("facets.json")
    stories = loaded.stories.flatMap((ids, i) =>
      ids.map((id) => ({ id, words: [], data: () => fragment(at(`${i + 1}/fragment/${id}.pf_fragment`)) })))
    facets = Object.fromEntries(Object.entries(loaded.facets).map(([choice, numbers]) =>
      [choice, new Set(numbers.map((number) => stories[number].id))]))
  }

  /* All stories, as find() would give them. */
  function everything() {
    return { results: stories, mended: [], cut: false }
  }

  function has(id, name, value) {
    return facets?.[`${name}=${value}`]?.has(id) ?? false
  }

  /* Find the pages for a text: [{id, score, words, data()}], best first; what was understood in place of what was not;
     and whether there can be more among the older stories, which `all` looks through as well. */
  async function find(text, all = false) {
    const things = concepts(text, about.synonyms)
    const large = things.filter(([word]) => !SMALL.has(word))
    const telling = large.filter(([word]) => !about.common.includes(word))
    /* At first without the words that most pages have, then without the small ones, then with all. */
    const attempts = [telling, large, things].filter((some, i, those) => some.length && some.length !== those[i + 1]?.length)
    let found = { results: [], mended: [], cut: false }
    for (const asked of attempts) {
      found = await pagesOf(asked, all)
      if (found.results.length) break
    }
    return found
  }

  async function pagesOf(asked, all) {
    const found = await Promise.all(asked.map((words) => pagesFor(words, all)))
    const likely = together(found)
    const looks = asked.map(([word], i) => meant(word, found[i].pages))
    for (const page of likely.slice(0, BEST)) page.data() /* on their way, while we look whether the words are right */
    const right = await Promise.all(looks)
    const kept = found.filter((_, i) => right[i])
    const mended = []
    for (const [word] of asked.filter((_, i) => !right[i])) {
      const better = nearest(word, await spelling())
      mended.push(...better)
      for (const other of better) kept.push(await pagesFor([other, ...(about.synonyms[other] ?? [])], all))
    }
    const results = right.every(Boolean) ? likely : together(kept)
    return { results, mended, cut: kept.length > 0 && kept.every(({ cut }) => cut) }
  }

  /* Whether the pages hold a word itself, or one that means the same. For a word that is nowhere, Pagefind gives pages with
     a word that starts alike. */
  async function meant(word, pages) {
    if (word in about.synonyms) return true
    const [best] = [...pages.values()].sort((one, other) => other.score - one.score)
    if (!best) return false
    const all = (await best.result.data()).content.split(/\s+/)
    return best.result.words.some((place) => words(all[place] ?? "").some((other) => related(word, other)))
  }

  return { find, about, has, narrowing, everything }
}

/* What Pagefind's file for one page says: its address, text and title. */
async function fragment(address) {
  const { body } = await fetch(address)
  const text = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text()
  return JSON.parse(text.slice(SIGNATURE.length))
}

/* The words of a text, in lower case and without signs. */
export function words(text) {
  return text.toLowerCase().normalize("NFKC").replace(/['’]/g, "'").match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? []
}

/* What a text asks for: for each thing a list of words, first its own, then those that mean the same. */
function concepts(text, synonyms) {
  const all = words(text).map((word) => word.replace(/'s$/, ""))
  const things = []
  for (let i = 0; i < all.length; i++) {
    const phrase = [3, 2].map((length) => all.slice(i, i + length).join(" ")).find((some) => some in synonyms)
    if (phrase?.includes(" ")) {
      things.push([phrase, ...synonyms[phrase]])
      i += phrase.split(" ").length - 1
    } else things.push([all[i], ...(synonyms[all[i]] ?? [])])
  }
  return things
}

/* Whether two words are forms of one: they start alike and differ in their endings. */
function related(one, other) {
  const bare = (word) => word.replace(/(?:ings?|ied|ies|ed|es|s|ly|e|y)$/, "")
  let alike = 0
  while (alike < one.length && one[alike] === other[alike]) alike++
  return other.startsWith(one) || bare(one) === bare(other) || (alike > 5 && alike > 0.6 * one.length)
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

/* The known words that a misspelt one means: one, or two that were written together; none where nothing is near. */
export function nearest(word, known) {
  const most = SLIPS.findLast(([letters]) => word.length >= letters)?.[1] ?? 0
  let best = most + 1
  let found = ""
  for (const other of known) {
    for (const form of new Set([other.replace(" ", ""), other.replace(/s$/, "")])) {
      if (Math.abs(form.length - word.length) >= best) continue
      const slips = distance(word, form, best)
      if (slips < best && (slips < 2 || form[0] === word[0])) [best, found] = [slips, other]
    }
  }
  return found ? found.split(" ") : []
}

/* How many letters one must add, drop, change or swap with the next to make one word the other; at most `limit`. */
function distance(one, other, limit) {
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1)
      }
    }
    if (Math.min(...next) >= limit) return limit
    ;[before, row] = [row, next]
  }
  return row[other.length]
}
