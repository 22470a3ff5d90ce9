/*
 * What a reader has done, and what follows from it: no page, no storage. A record is {pages, plans, told}:
 * - pages: by the id of a story, {lead, read, how, edition, result, box, due}: the id of its first principle; the day of
 *   the last reading, "decided" or "hand" (marked as read), the edition that was read; "best", "fair" or "poor", the last
 *   answer; how many times in a row it was the best one, and the day on which it asks again;
 * - plans: by the id of their story, {text, on, tried, box, due}: the day on which it was written or changed, the day on
 *   which it was tried, and when to ask about that;
 * - told: the day on which we said that a browser may forget all this.
 * What is not known is "" or 0. Nothing here throws, whatever a text holds.
 */

import { isDay, plus } from "./days.js"

const VERSION = 1 /* of the written form; who changes it lets `parsed` read the old one as well */
const DAYS = [1, 3, 7, 21] /* until a story asks again, after each time in a row that its best answer was chosen */
const LEARNT = DAYS.length + 1 /* in `box`: it need not ask again */
export const RESULTS = ["", "poor", "fair", "best"] /* from nothing to the most */
export const HOWS = ["", "hand", "decided"]
const ID = /^[a-z0-9]{2,12}$/
const EDITION = /^[0-9a-z]{1,40}$/
const LONGEST = 2 ** 22 /* characters of a written record; no browser keeps much more */
export const LONGEST_PLAN = 1000

/* ---- As text ---------------------------------------------------------------------------------------------------- */

export function empty() {
  return { pages: new Map(), plans: new Map(), told: "" }
}

/* The record as text, without what is not known. */
export function written({ pages, plans, told }) {
  const whole = { v: VERSION, pages: Object.fromEntries(pages), plans: Object.fromEntries(plans), told }
  return JSON.stringify(whole, (_, value) => (value === "" || value === 0 ? undefined : value))
}

/* The record that a text holds, or what is whole of it; null where it holds none. */
export function parsed(text) {
  const found = json(text)
  if (!(Number.isInteger(found.v) && found.v > 0)) return null
  return {
    pages: entries(found.pages, page, ({ read, result }) => read || result),
    plans: entries(found.plans, plan, ({ text }) => text),
    told: known(found.told, isDay),
  }
}

function json(text) {
  try {
    return object(text.length <= LONGEST && JSON.parse(text))
  } catch {
    return {}
  }
}

function object(value) {
  return value && typeof value === "object" ? value : {}
}

function entries(values, clean, whole) {
  const found = Object.entries(object(values)).filter(([id]) => ID.test(id)).map(([id, value]) => [id, clean(object(value))])
  return new Map(found.filter(([, value]) => whole(value)))
}

function known(value, fits) {
  return typeof value === "string" && fits(value) ? value : ""
}

function ladder({ box, due }) {
  return { box: Number.isInteger(box) && box > 0 && box <= LEARNT ? box : 0, due: known(due, isDay) }
}

function page(value) {
  return {
    lead: known(value.lead, (lead) => ID.test(lead)),
    read: known(value.read, isDay),
    how: known(value.how, (how) => HOWS.includes(how)),
    edition: known(value.edition, (edition) => EDITION.test(edition)),
    result: known(value.result, (result) => RESULTS.includes(result)),
    ...ladder(value),
  }
}

function plan(value) {
  const text = known(value.text, (text) => text.trim()).slice(0, LONGEST_PLAN)
  return { text, on: known(value.on, isDay), tried: known(value.tried, isDay), ...ladder(value) }
}

/* ---- What happens ----------------------------------------------------------------------------------------------- */

/* Whether it asks today. A day further off than any of ours was set by a clock that was wrong. */
export function isDue({ box, due }, day) {
  return box < LEARNT && (due <= day || due > plus(day, DAYS.at(-1)))
}

function climb(one, day) {
  one.box += 1
  one.due = one.box < LEARNT ? plus(day, DAYS[one.box - 1]) : ""
}

/* An answer in practice. Only one that was due leads further, or a rule would be learnt in a minute. */
export function practised({ pages }, id, { lead, result, day }) {
  const this_ = pages.get(id) ?? page({})
  pages.set(id, this_)
  if (result !== "best") Object.assign(this_, { box: 0, due: day })
  else if (isDue(this_, day)) climb(this_, day)
  Object.assign(this_, { lead, result })
}

/* An answer on the story's own page, which then tells everything: a wrong one asks again tomorrow. */
export function decided(record, id, { lead, result, edition, day }) {
  const before = record.pages.get(id)
  if (!before?.result || isDue(before, day)) {
    practised(record, id, { lead, result, day })
    if (result !== "best") record.pages.get(id).due = plus(day, 1)
  }
  Object.assign(record.pages.get(id), { read: day, how: "decided", edition })
}

/* The reader says that they have read it. */
export function markRead({ pages }, id, { lead, edition, day }) {
  const this_ = pages.get(id) ?? page({ due: plus(day, 1) })
  pages.set(id, { ...this_, lead, read: day, how: this_.how || "hand", edition })
}

export function planned({ plans }, id, text, day) {
  if (plans.get(id)?.text !== text) plans.set(id, { text, on: day, tried: "", box: 1, due: plus(day, 1) })
}

/* "Did you try it?" After "Not yet" it asks again, but less and less often. */
export function answered({ plans }, id, yes, day) {
  const this_ = plans.get(id)
  if (yes) Object.assign(this_, { tried: day, box: LEARNT, due: "" })
  else if (isDue(this_, day)) climb(this_, day)
  if (!yes && this_.box === LEARNT) Object.assign(this_, { tried: "", box: DAYS.length, due: plus(day, DAYS.at(-1)) })
}

/* Whether a page says something else than what was read. Where either edition is not known, nobody can tell. */
export function isChanged(this_, edition) {
  return Boolean(this_?.read && this_.edition && edition && this_.edition !== edition)
}

/* The next day on which something asks, after today; "" where nothing will. */
export function nextDay({ pages, plans }, day) {
  const days = [...pages.values(), ...plans.values()].map(({ due }) => due)
  return days.filter((due) => due > day && due <= plus(day, DAYS.at(-1))).sort()[0] ?? ""
}
