/*
 * A session of so many minutes for so many people, made of the steps of the generic session and of stories. It fits to the
 * minute, or says in a sentence why none does.
 */

const [LEAST, LONGEST] = [5, 240] /* minutes of a session */
const STORIES = 6 /* in one session: with more, the link to it would be too long for chat programs */
const EACH = { true: 25, false: 15 } /* minutes for a story, with a role-play and without */
const BREAK = 10 /* minutes */
const [LONG_FROM, BREAK_EVERY] = [90, 75] /* minutes: a session that is long enough for a break, and how many */
const CLOSING = 20 /* minutes from which on a session has a close of its own */
const SQUEEZED = 0.8 /* of its usual length, a step still does its work */

/* The parts of a story that every session has; what comes to it, in this order, while the minutes last; and how short and
   how long each may become, in minutes. */
const CORE = ["scene", "decide", "what-they-did", "principle", "plan"]
const MORE = ["debrief", "why", "where-it-stops", "role-play"]
const REACH = {
  scene: [1, 2], decide: [1, 6], "what-they-did": [1, 2], principle: [1, 2], plan: [1, 4],
  debrief: [2, 10], why: [1, 4], "where-it-stops": [1, 3], "role-play": [6, 20], close: [1, 5],
}

/*
 * `wish` is {minutes, people, outcome, about, facet}, with the name of a principle or moment, and which it is; `blocks` are [{key, part, minutes}];
 * `stories` are [{id, title, outcome, leads}]. Returns {steps, why} or {cannot}.
 */
export function propose(wish, blocks, stories) {
  const { minutes, people, outcome, about } = wish
  if (!(minutes >= LEAST && minutes <= LONGEST)) return { cannot: `A session has ${LEAST} to ${LONGEST} minutes.` }
  const fitting = inOrder(stories.filter((story) => outcome === "both" || story.outcome === outcome))
  if (!fitting.length) return { cannot: `No story${WENT[outcome]} shows “${about}” yet. Choose something else, or tell us one.` }

  const most = Math.min(STORIES, fitting.length)
  for (let length = minutes; length >= LEAST; length--) {
    const steps = fit(fitting.slice(0, most), blocks, length, people > 2)
    if (!steps) continue
    if (length === minutes) return { steps, why: reasons(wish, fitting, steps, blocks) }
    const alone = people > 2 ? "" : " without the role-play, which takes three"
    return { cannot: `${minutes} minutes are too long: ${length} is the most that ${some(most, "story", "stories")}${WENT[outcome]} about “${about}” can fill${alone}. Choose fewer minutes, or something else.` }
  }
}

/* The steps of as many of these stories as the minutes are for; nothing where none of them fill these. */
function fit(stories, blocks, minutes, plays) {
  const breaks = minutes < LONG_FROM ? 0 : Math.floor(minutes / BREAK_EVERY)
  const wanted = Math.round((minutes - breaks * BREAK) / EACH[plays])
  for (let number = Math.min(Math.max(wanted, 1), stories.length); number <= stories.length; number++) {
    const steps = filled(stories.slice(0, number), blocks, { minutes, plays, breaks })
    if (steps) return steps
  }
  return null
}

const WENT = { both: "", good: " that went well", bad: " that went badly" }

/* Those that the principle leads come first, and after each one, if there is one, a story with another outcome. */
function inOrder(stories) {
  const left = [...stories.filter((story) => story.leads), ...stories.filter((story) => !story.leads)]
  const found = []
  while (left.length) {
    const other = left.findIndex((story) => story.outcome !== found.at(-1)?.outcome)
    found.push(...left.splice(Math.max(other, 0), 1))
  }
  return found
}

/* ---- Steps that fill the minutes -------------------------------------------------------------------------------- */

/* Each step with the story, its part, and how short and how long it may become. */
function stepsOf(stories, blocks, parts, closing) {
  const step = ({ key, part, minutes }, story) => {
    const [least, most] = REACH[part || "close"] ?? [minutes, minutes]
    return { key, story, part, minutes, usual: minutes, least: Math.min(least, minutes), most: Math.max(most, minutes) }
  }
  const told = stories.flatMap(({ id }) => blocks.filter(({ part }) => parts.includes(part)).map((block) => step(block, id)))
  return [...told, ...blocks.filter(({ part }) => !part && closing).map((block) => step(block, ""))]
}

/* The parts for which a story has the time. */
function partsFor(minutes, blocks, plays) {
  const length = (parts) => blocks.reduce((sum, block) => sum + (parts.includes(block.part) ? block.minutes : 0), 0)
  return MORE.filter((part) => plays || part !== "role-play").reduce(
    (parts, part) => (length([...parts, part]) * SQUEEZED <= minutes ? [...parts, part] : parts), CORE)
}

/* The steps of these stories, with breaks, as long as all of the minutes; nothing where they cannot be. */
function filled(stories, blocks, { minutes, plays, breaks }) {
  const closing = minutes >= CLOSING
  const close = stepsOf([], blocks, [], closing).reduce((sum, step) => sum + step.usual, 0)
  const parts = partsFor((minutes - close - breaks * BREAK) / stories.length, blocks, plays)
  const steps = stepsOf(stories, blocks, parts, closing)
  const places = breakPlaces(steps, breaks)
  const total = (length) => steps.reduce((sum, step) => sum + step[length], places.length * BREAK)
  if (minutes < total("least") || minutes > total("most")) return null
  for (let left = minutes - total("minutes"), way = Math.sign(left); left; left -= way) {
    const able = steps.filter((step) => (way > 0 ? step.minutes < step.most : step.minutes > step.least))
    const change = (step) => (way * (step.minutes + way)) / step.usual
    able.reduce((best, step) => (change(step) < change(best) ? step : best)).minutes += way
  }
  return steps.flatMap(({ key, story, minutes: length }, place) => [
    ...(places.includes(place) ? [{ key: "", story: "", minutes: BREAK }] : []),
    { key, story, minutes: length },
  ])
}

/* Before which steps there is a break: as evenly as can be, between two stories or, where these are few, before a role-play. */
function breakPlaces(steps, number) {
  const at = (test) => [...steps.keys()].filter((place) => place && test(steps[place], steps[place - 1]))
  const between = at((step, last) => step.story && step.story !== last.story)
  const free = between.length >= number ? between : [...between, ...at((step) => step.part === "role-play")]
  const chosen = []
  for (let i = 1; i <= number && free.length; i++) {
    const target = (i * steps.length) / (number + 1)
    const nearest = free.reduce((best, place) => (Math.abs(place - target) < Math.abs(best - target) ? place : best))
    chosen.push(...free.splice(free.indexOf(nearest), 1))
  }
  return chosen
}

/* "one story", "3 stories" */
function some(number, one, several = `${one}s`) {
  return number === 1 ? `one ${one}` : `${number} ${several}`
}

/* ---- Why -------------------------------------------------------------------------------------------------------- */

function reasons({ minutes, people, about, facet }, fitting, steps, blocks) {
  const stories = fitting.filter(({ id }) => steps.some(({ story }) => story === id))
  const play = blocks.find(({ part }) => part === "role-play")?.key
  const plays = steps.some(({ key }) => key && key === play)
  const breaks = steps.filter(({ key }) => !key).length
  const [first] = stories
  return [
    `${minutes} minutes are enough for ${some(stories.length, "story", "stories")}`,
    plays ? " and the role-play" : people > 2 ? ", but not for a role-play" : ", without the role-play, which takes three",
    breaks ? `, with ${some(breaks, "break")}. ` : ". ",
    `“${first.title}” ${stories.length > 1 ? "comes first" : "is chosen"}: ${facet === "moment" ? "it's about" : first.leads ? "its main principle is" : "it shows"} “${about}”. `,
    new Set(stories.map(({ outcome }) => outcome)).size > 1 ? "Not all of them end alike, so you can compare." : "",
  ].join("").trim()
}

/* How people sit together: in pairs to talk, with one three where they are odd, and in threes to play. */
export function groups(people, plays) {
  if (people < 2) return "With one person, you are the one to talk with."
  const pairs = Math.floor(people / 2) - (people % 2)
  const talk = [pairs && some(pairs, "pair"), people % 2 && "one three"].filter(Boolean).join(" and ")
  const [threes, rest] = [Math.floor(people / 3) - (people % 3 === 1), people % 3]
  const last = ["", "a four, of whom two watch", "a pair, without an observer"][rest]
  const play = [threes && some(threes, "three"), last].filter(Boolean).join(" and ")
  return `Talk in ${talk}${plays ? `, play in ${play}` : ""}.`
}
