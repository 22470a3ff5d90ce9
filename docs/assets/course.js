/*
 * The course of what is led: its steps, each with the slide that the room sees and the words that only the trainer sees.
 * A session brings its own words. Those for any one story stand in the session that is about one story.
 */

import { pageOnce } from "./dom.js"
import { PARTS, accentOf, slideOf, slideOfStep, slideOfTitle, titleOf } from "./slides.js"

const ONE_STORY = "sessions/one-story/"

/* The course of a page: {name, title, steps: [{key, title, minutes, words, slide, notes}]}, `words` as items of agendas.
   A session is taken as it stands there, since its steps may be arranged; a story as it was before other modules came. */
export async function courseOf(there, site) {
  const session = there.querySelector(".lt-session")
  const page = (!session && (await fetched(location.pathname))) || there
  const title = titleOf(page).textContent.trim()
  const first = { key: "title", title, minutes: 0, words: [], slide: slideOfTitle(page), notes: null }
  const steps = session ? await stepsOfSession(page) : await stepsOfStory(page, new URL(ONE_STORY, site))
  await Promise.all(steps.map(({ slide }) => withCode(slide, site)))
  const plan = new URLSearchParams(location.search).get("plan") ?? ""
  const name = `room:${session?.dataset.session ?? page.querySelector("[data-story]").dataset.story}:${plan}`
  const course = { name, title, steps: [first, ...steps] }
  return Object.assign(course, { step: (key) => course.steps.find((step) => step.key === key) ?? first })
}

function stepsOfSession(page) {
  const accent = accentOf(page)
  return Promise.all(agenda(page).map(async (item) => {
    const link = item.querySelector(".lt-agenda__shows a")
    const other = link && (await fetched(link.href))
    const shown = other && shownOf(other, new URL(link.href).hash.slice(1))
    return { ...wordsOf(item), key: item.dataset.step, slide: shown ?? slideOfStep(item, accent), notes: shown && notesOf(other) }
  }))
}

/* A part of a page; of a page without a part in the link, what it is called and, of a principle, its rule. */
function shownOf(page, part) {
  return part ? slideOf(page, part) : slideOfTitle(page)
}

/* The parts of a story in order, and after them what else one does with any story. */
async function stepsOfStory(page, address) {
  const usual = await fetched(address)
  const items = usual ? agenda(usual) : []
  const notes = notesOf(page)
  const parts = PARTS.slice(1).filter((part) => page.querySelector(`#${part}`)).map((part) => {
    const slide = slideOf(page, part)
    const words = wordsOf(...items.filter((item) => item.dataset.part === part))
    return { ...words, title: slide.heading, key: part, slide, notes }
  })
  const others = items.filter((item) => !item.dataset.part).map((item) => {
    return { ...wordsOf(item), key: item.dataset.step, slide: slideOfStep(item, parts[0].slide.accent), notes }
  })
  return [...parts, ...others]
}

function agenda(page) {
  return [...page.querySelectorAll(".lt-agenda > li[data-step]")]
}

function wordsOf(...items) {
  const minutes = items.reduce((sum, item) => sum + (Number(item.dataset.minutes) || 0), 0)
  return { title: items[0]?.querySelector(".lt-agenda__title").textContent.trim(), minutes, words: items }
}

/* What a story says to trainers alone. */
function notesOf(page) {
  return page.querySelector("#for-trainers")?.closest("details") ?? null
}

function fetched(address) {
  return pageOnce(address).catch(() => null)
}

/* The code for phones is shown where it can be loaded; without it the address is enough. */
async function withCode(slide, site) {
  const frame = slide.blocks.find((block) => block.querySelector("[data-code]"))
  if (!frame) return
  const code = frame.firstElementChild
  code.src = new URL(`go/${code.dataset.code}/code.svg`, site)
  try {
    await code.decode()
    code.hidden = false
  } catch {
    slide.blocks.splice(slide.blocks.indexOf(frame), 1)
  }
}
