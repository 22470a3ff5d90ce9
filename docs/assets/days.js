/*
 * Days by the reader's own calendar. A day is a text such as "2026-11-26", and begins at four in the morning: who works
 * late is still in the day in which they began. Days are counted with the numbers of the calendar alone, since a day
 * somewhere may have 23 or 25 hours; UTC stands here for a calendar without a place.
 */

const BEGINS = 4 /* o'clock */

function calendar(day) {
  const [year, month, date] = day.split("-").map(Number)
  return { year, month, date }
}

/* The day that it is now, where the reader is. */
export function today(now = new Date()) {
  const date = `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`
  return plus(date, now.getHours() < BEGINS ? -1 : 0)
}

/* The day that comes so many days after another one. */
export function plus(day, days) {
  const { year, month, date } = calendar(day)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

export function isDay(text) {
  return /^2\d{3}-\d\d-\d\d$/.test(text) && plus(text, 0) === text
}

/* A day as one says it: "Thursday 26 November". */
export function named(day) {
  const { year, month, date } = calendar(day)
  const options = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }
  return new Intl.DateTimeFormat("en-GB", options).format(Date.UTC(year, month - 1, date))
}

/* When it is on that day at the time of day that it is now, as calendar files write it: a time without a zone. */
export function floating(day, now = new Date()) {
  const time = [Math.max(now.getHours(), BEGINS), now.getMinutes(), 0].map((number) => `${number}`.padStart(2, "0"))
  return `${day.replaceAll("-", "")}T${time.join("")}`
}
