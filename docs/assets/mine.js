/*
 * The reader's record on their device: one text under one name. Plans that were kept under names of their own, as they
 * were before, are taken in; they go when the plan is deleted.
 */

import { today } from "./days.js"
import { device } from "./keep.js"
import { empty, parsed, planned, written } from "./record.js"

const NAME = "mine"
const PLAN = "plan:"

/* The record as it is now. Another tab may have changed it a moment ago, so ask each time. */
export function mine() {
  const record = device.kept(NAME, parsed) ?? empty()
  const before = device.names(PLAN).map((name) => [name.slice(PLAN.length), device.kept(name, (text) => text.trim() && text)])
  const missing = before.filter(([id, text]) => text && !record.plans.has(id))
  for (const [id, text] of missing) planned(record, id, text, today())
  if (missing.length) replace(record)
  return record
}

/* Let `how` change the record, and say whether the device has kept that. */
export function change(how) {
  const record = mine()
  how(record)
  return replace(record)
}

/* Put a record in place of the one that is there; of an empty one, nothing is left on the device. */
export function replace(record) {
  if (record.pages.size + record.plans.size > 0) return device.keep(NAME, written(record))
  device.forget(NAME)
  return device.names(NAME).length === 0
}

export function forgetPlan(id) {
  device.forget(PLAN + id)
  return change(({ plans }) => plans.delete(id))
}

/* Forget the whole record. */
export function forgetAll() {
  for (const name of [...device.names(PLAN), NAME]) device.forget(name)
}
