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
  const before = device.names(PLAN).map((name) => name.slice(PLAN.length)).filter((id) => !record.plans.has(id))
  for (const id of before) {
    const text = device.kept(PLAN + id, (text) => text.trim() && text)
    if (text) planned(record, id, text, today())
  }
  if (before.length) device.keep(NAME, written(record))
  return record
}

/* Let `how` change the record, and say whether the device has kept that. */
export function change(how) {
  const record = mine()
  how(record)
  return device.keep(NAME, written(record))
}

/* Put a record in place of the one that is there. */
export function replace(record) {
  return device.keep(NAME, written(record))
}

export function forgetPlan(id) {
  device.forget(PLAN + id)
  return change(({ plans }) => plans.delete(id))
}

/* Forget the whole record. */
export function forgetAll() {
  for (const name of [...device.names(PLAN), NAME]) device.forget(name)
}
