/*
 * A plan as text for a link, and back. A plan is
 *   {session, minutes, people, start, outcome, topic, editions, steps}
 * with the id of the session whose steps it has, the minutes and people that were asked for, the start in minutes after
 * midnight or null, "both", "good" or "bad", what it is about ("" or "p-overdeliver" or "m-late"), the edition of each page
 * by its id ("" where it has none), and the steps in order: {key, story, minutes}. A step without a key is a break, one
 * without a story is about no story, and one of no minutes was dropped.
 *
 * Chat programs change links: they cut them, make " and -- and .. into other signs, take a dot or bracket at the end for
 * their own, and may change capitals. So the text has only a-z, 0-9, and single dots and hyphens between these, is read
 * in any case, and ends with a check sum that notices every change of a few signs.
 */

const VERSION = "1"
const NONE = "0"
const BREAK = "z" /* in place of the number of a key */
const OUTCOMES = ["both", "good", "bad"]
const SUM = 7 /* signs, for 32 bits */
const LONG = 36 /* minutes from which on one sign is too few */

const SHAPE = /^1(.{2})(.{2})(.{3})([012])\.([0-9a-z]+(?:-[0-9a-z]+)*)\.([0-9a-z]+-(?:0|[0-9a-z]{4})(?:-[0-9a-z]+-(?:0|[0-9a-z]{4}))*)\.(0|(?:[0-9a-z]{4})+)\.(0|(?:[0-9a-z]{2}(?:[0-9a-z]|-[0-9a-z]{2}))+)$/
const STEP = /(.)(.)(-..|.)/g

export const LONGEST = 500 /* signs of a whole address */

/* A number in the digits 0-9 and a-z, filled up with zeros. */
function fixed(number, width) {
  return number.toString(36).padStart(width, "0")
}

/* CRC-32, which notices each change within four signs that stand together, and all but one of four billion others. */
function sum(text) {
  let rest = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0)
  }
  return fixed(~rest >>> 0, SUM)
}

function pagesOf({ session, steps }) {
  return [...new Set([session, ...steps.map((step) => step.story || session)])]
}

function keysOf({ steps }) {
  return [...new Set(steps.map((step) => step.key))].filter(Boolean)
}

/* The text of a plan of at most 35 kinds of steps and 36 pages. */
export function encode(plan) {
  const [pages, keys] = [pagesOf(plan), keysOf(plan)]
  const start = plan.start === null ? 0 : plan.start + 1
  const head = [fixed(plan.minutes, 2), fixed(plan.people, 2), fixed(start, 3), OUTCOMES.indexOf(plan.outcome)]
  const steps = plan.steps.map(({ key, story, minutes }) => [
    key ? fixed(keys.indexOf(key), 1) : BREAK,
    fixed(pages.indexOf(story || plan.session), 1),
    minutes < LONG ? fixed(minutes, 1) : `-${fixed(minutes, 2)}`,
  ].join(""))
  const text = [
    VERSION + head.join(""),
    plan.topic || NONE,
    pages.map((id) => `${id}-${plan.editions[id] || NONE}`).join("-"),
    keys.join("") || NONE,
    steps.join("") || NONE,
  ].join(".")
  return `${text}.${sum(text)}`
}

/* The plan that a text stands for; null where the text was cut or changed, or never was a plan. */
export function decode(given) {
  const text = given.toLowerCase().replace(/^[^0-9a-z]+|[^0-9a-z]+$/g, "")
  const body = text.slice(0, -SUM - 1)
  const found = text === `${body}.${sum(body)}` && body.match(SHAPE)
  if (!found) return null
  const plan = read(found)
  return plan && encode(plan) === text ? plan : null
}

function read([, minutes, people, start, outcome, topic, named, keyText, stepText]) {
  const [keys, pages] = [keyText.match(/.{4}/g) ?? [], named.match(/[0-9a-z]+-[0-9a-z]+/g).map((page) => page.split("-"))]
  const session = pages[0][0]
  const steps = [...stepText.matchAll(STEP)].map(([, key, page, length]) => ({
    key: key === BREAK ? "" : keys[parseInt(key, 36)],
    story: page === NONE ? "" : pages[parseInt(page, 36)]?.[0],
    minutes: parseInt(length.replace("-", ""), 36),
  }))
  if (steps.some(({ key, story }) => key === undefined || story === undefined)) return null
  return {
    session,
    minutes: parseInt(minutes, 36),
    people: parseInt(people, 36),
    start: parseInt(start, 36) ? parseInt(start, 36) - 1 : null,
    outcome: OUTCOMES[outcome],
    topic: topic === NONE ? "" : topic,
    editions: Object.fromEntries(pages.map(([id, edition]) => [id, edition === NONE ? "" : edition])),
    steps,
  }
}
