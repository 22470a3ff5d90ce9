/* Minutes and seconds, and what they say to who leads: how much is left of a step, and when all will be done. */

import { timeOf } from "./state.js"

const SECOND = 1000
const MINUTE = 60 * SECOND

function minutesAndSeconds(time) {
  const seconds = Math.round(time / SECOND)
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`
}

/* {large, small} for the step that runs: what is left, and after that what it takes beyond, without any hurry. */
export function stepClock({ key, minutes }, state, now) {
  const spent = timeOf(state, key, now)
  if (state.since === null) return { large: minutesAndSeconds(0), small: "Time begins with your first step." }
  if (!minutes) return { large: minutesAndSeconds(spent), small: "so far" }
  const left = minutes * MINUTE - spent
  if (left > 0) return { large: minutesAndSeconds(left), small: `left of ${minutes} min` }
  return { large: `+${minutesAndSeconds(-left)}`, small: `over ${minutes} min. Take the time that it needs.` }
}

/* The time of day, and when the rest will be done if it takes as long as it is meant to. */
export function dayClock(steps, state, key, now) {
  const time = (at) => new Date(at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })
  const all = steps.reduce((sum, { minutes }) => sum + minutes, 0)
  if (!all) return time(now)
  const from = steps.findIndex((step) => step.key === key)
  const left = steps.slice(from).map((step, i) => step.minutes * MINUTE - (i ? 0 : timeOf(state, key, now)))
  const rest = left.reduce((sum, each, i) => sum + (i ? each : Math.max(0, each)), 0)
  return `${time(now)} · ends about ${time(now + rest)}`
}
