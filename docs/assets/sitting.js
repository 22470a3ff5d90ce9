/* Which cards a sitting has, and which of them comes next: no page, no storage. A card is {kind: "story" or "plan", id}. */

import { isDue } from "./record.js"

export const MOST = 12 /* cards that one sitting begins with */
const LONGEST = 5 * 60_000 /* milliseconds, after which no other card comes */

/*
 * The cards of a sitting on a day, at most twelve. From "read": plans and stories that are due, or, where nothing is, what
 * one has met, before its time. From "all": also those that one has not met, out of `ids`. From "wrong": those whose last
 * answer was not the best one.
 */
export function cards({ pages, plans }, from, ids, day) {
  const met = mixed([...pages.keys()], day)
  const due = longestDue(pages, met.filter((id) => isDue(pages.get(id), day)))
  const plansDue = [...plans.keys()].filter((id) => !plans.get(id).tried && isDue(plans.get(id), day))
  const chosen = {
    read: due.length || plansDue.length ? due : met,
    all: [...new Set([...due, ...mixed(ids.filter((id) => !pages.has(id)), day), ...met])],
    wrong: met.filter((id) => !["", "best"].includes(pages.get(id).result)),
  }[from]
  const first = from === "read" ? plansDue : []
  return [...first.map((id) => ({ kind: "plan", id })), ...chosen.map((id) => ({ kind: "story", id }))].slice(0, MOST)
}

/* How many cards are due. */
export function dueNow(record, day) {
  const any = [...record.pages.values(), ...[...record.plans.values()].filter(({ tried }) => !tried)]
  return any.filter((one) => isDue(one, day)).length
}

/* Those that were least often right first, and of these, those that wait longest. */
function longestDue(pages, ids) {
  const order = (id) => `${pages.get(id).box} ${pages.get(id).due}`
  return ids.sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0))
}

/* In an order that is another one each day, so that stories of one principle do not stand together. */
function mixed(ids, day) {
  const place = (id) => [...(id + day)].reduce((sum, sign) => (Math.imul(sum, 31) + sign.codePointAt(0)) >>> 0, 7)
  return ids.toSorted((one, other) => place(one) - place(other))
}

/* One sitting: what was not answered best comes again, behind the others. */
export class Sitting {
  constructor(cards, now) {
    this.waiting = cards
    this.end = now + LONGEST
    this.shown = 0
    this.met = 0 /* cards that were answered */
    this.atOnce = 0 /* stories whose best answer was chosen at once */
    this.asked = new Set() /* stories that were answered */
  }

  /* The next card; undefined where all are done, or time is over. */
  next(now) {
    if (now >= this.end || !this.waiting.length) return undefined
    this.shown += 1
    return this.waiting.shift()
  }

  /* The card that came last is none after all. */
  skip() {
    this.shown -= 1
  }

  /* Take note of the answer to a card: a verdict, or "" for a plan. */
  answer(card, result) {
    this.met += 1
    if (card.kind === "plan") return
    if (result !== "best") this.waiting.push(card)
    else if (!this.asked.has(card.id)) this.atOnce += 1
    this.asked.add(card.id)
  }

  get stories() {
    return this.asked.size
  }

  get of() {
    return this.shown + this.waiting.length
  }
}
