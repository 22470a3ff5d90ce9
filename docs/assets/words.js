/* What can be said of words without a page: how a text falls into them, which mean or sound alike, which was meant. */

/* The small ones, which tell little of what somebody looks for. */
export const SMALL = new Set(
  `a about after again all am an and any anyone anything are as at be because been before being but by can cannot could did do
  does doing don done else every everything for from get gets getting give go goes going got had has have having he her here
  hers him his how i if in into is it its itself just know let like make may maybe me might more most much must my need needs
  no nobody not now of off on one only or other our out over own please put really same say says she should so some somebody
  someone something still such take than that the their them then there these they thing things this those to too try trying
  two up us very want wants was we were what when where which while who whom whose why will with without would yes you your`
    .split(/\s+/))
/* One word as it stands in a text. */
export const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu
const COMPOUND = /[\p{L}\p{N}]+(?:['’]\p{L}+)?(?:[-‐‑][\p{L}\p{N}]+)*/gu
const SLIPS = [[4, 1], [7, 2]] /* a word of so many letters may have so many slips */
const LONGEST = 40 /* words of a sentence that are shown */
const MOST = 20 /* words of what is asked for */
const SHORT = /(^|[^\p{L}\p{N}'-])(e|co|re|pre|pro|non|up(?= sell)) (?=\p{L}{3})/gu /* what people write as a word of its own */

/* The words of a text, in lower case and without signs and accents. */
export function words(text) {
  return plain(text).match(WORD) ?? []
}

function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "'")
}

/* A word or phrase and those that mean the same, which `synonyms` lists by it. */
export function alike(word, synonyms) {
  return [word, ...(Object.hasOwn(synonyms, word) ? synonyms[word] : [])]
}

/* What a text asks for: for each thing a list of words, first its own, then those that mean the same. Nobody reads more
   than MOST of them: who pastes a whole letter gets an answer as soon as others do. */
export function concepts(text, synonyms) {
  const all = asked(text)
  const things = []
  for (let i = 0; i < all.length; ) {
    const phrases = [3, 2].map((length) => all.slice(i, i + length).map(([word]) => word).join(" "))
    const phrase = phrases.find((some) => some.includes(" ") && Object.hasOwn(synonyms, some)) ?? all[i][0]
    things.push([...alike(phrase, synonyms), ...all[i].slice(1)])
    i += phrase.split(" ").length
  }
  return things.filter(([word], i) => things.findIndex(([other]) => other === word) === i).slice(0, MOST)
}

/* The words that somebody asks for. What they wrote in parts, as "up-sell" and "e mail", may be one word: it stands behind
   each of its parts. */
function asked(text) {
  return (plain(text).replace(SHORT, "$1$2-").match(COMPOUND) ?? []).flatMap((word) => {
    const parts = word.replace(/'s$/, "").split(/[-‐‑]/)
    if (parts.length === 1) return [parts]
    return parts.filter((part) => part.length > 1).map((part) => [part, parts.join("")])
  })
}

/* A word without its ending, roughly: "candle", "candles" and "candled" are forms of one. */
export function stem(word) {
  return word.replace(/'.*$/, "").replace(/^(.{3,}?)(?:ies|ied|ing|ed|es|ly|s|e|y)$/, "$1").replace(/(.)\1$/, "$1")
}

/* The known words that a misspelt one means: one, or two that were written together; none where nothing is near. */
export function nearest(word, known) {
  const most = word.length > MOST ? 0 : (SLIPS.findLast(([letters]) => word.length >= letters)?.[1] ?? 0)
  let best = most + 1
  let found = ""
  for (const other of known) {
    for (const form of new Set([other.replace(" ", ""), other.replace(/s$/, "")])) {
      if (Math.abs(form.length - word.length) >= best) continue
      const slips = distance(word, form, best) - (letters(word) === letters(form) ? 0.5 : 0) /* two changed places, most likely */
      if (slips < best && (slips < 2 || form[0] === word[0])) [best, found] = [slips, other]
    }
  }
  return found ? found.split(" ") : []
}

function letters(word) {
  return [...word].sort().join("")
}

/* How many letters one must add, drop, change or swap with the next to make one word the other; at most `limit`. */
export function distance(one, other, limit) {
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
  return Math.min(row[other.length], limit)
}

/* Out of all words of a page as they stand there, the sentence with the most of those at these places, but for the title:
   [[word, whether it is one of them]]; nothing where no sentence has one. */
export function sentence(all, places, title) {
  let best = [0, 0, 0]
  const start = title.split(/\s+/).length
  for (let from = all.slice(0, start).join(" ").replace(/\.$/, "") === title ? start : 0; from < all.length; ) {
    let to = from
    while (to < all.length - 1 && !/[.?!]["”’)]*$/.test(all[to])) to++
    const hits = all.slice(from, to + 1).filter((_, i) => places.has(from + i)).length
    if (hits > best[0]) best = [hits, from, to + 1]
    from = to + 1
  }
  const [hits, from, to] = best
  return hits ? all.slice(from, Math.min(to, from + LONGEST)).map((word, i) => [word, places.has(from + i)]) : []
}
