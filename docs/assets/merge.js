/* Two records of one reader, as of two devices, made into one. Nothing in it is less than it was in either. */

import { HOWS, LONGEST_PLAN, RESULTS } from "./record.js"

/* The record of both. */
export function merged(one, other) {
  return {
    pages: both(one.pages, other.pages, page),
    plans: both(one.plans, other.plans, plan),
    told: later(one.told, other.told),
  }
}

/* What a record has that another one had not: {pages, plans} that are new, and `more`, those that it knows more of. */
export function gained(before, after) {
  const fresh = (name) => [...after[name].keys()].filter((id) => !before[name].has(id)).length
  const grown = (name) => [...before[name]].filter(([id, was]) => same(was, after[name].get(id)) === false).length
  return { pages: fresh("pages"), plans: fresh("plans"), more: grown("pages") + grown("plans") }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other)
}

function both(ones, others, make) {
  const all = new Map([...ones, ...others])
  for (const [id, value] of ones) if (others.has(id)) all.set(id, make(value, others.get(id)))
  return all
}

function later(one, other) {
  return one > other ? one : other
}

/* Of two values the one that comes later by what `key` makes of it: [first, second, ...], compared in this order. */
function greater(one, other, key) {
  const [a, b] = [key(one), key(other)]
  const i = a.findIndex((part, place) => part !== b[place])
  return i < 0 || a[i] > b[i] ? one : other
}

function ladder(one, other) {
  const { box, due } = greater(one, other, ({ box, due }) => [box, due])
  return { box, due }
}

function page(one, other) {
  const { read, edition } = greater(one, other, ({ read, edition }) => [read, edition])
  const { how } = greater(one, other, ({ how }) => [HOWS.indexOf(how)])
  const { result } = greater(one, other, ({ result }) => [RESULTS.indexOf(result)])
  return { lead: later(one.lead, other.lead), read, how, edition, result, ...ladder(one, other) }
}

function plan(one, other) {
  const tried = later(one.tried, other.tried)
  return { text: joined(one, other), on: later(one.on, other.on), tried, ...ladder(one, other) }
}

/* The longer text where it holds the other one, and else both. Where that is too long, the newer one. */
function joined(one, other) {
  if (one.text.includes(other.text)) return one.text
  if (other.text.includes(one.text)) return other.text
  const last = greater(one, other, ({ on, text }) => [on, text])
  const text = [last === one ? other.text : one.text, last.text].join("\n\n")
  return text.length <= LONGEST_PLAN ? text : last.text
}
