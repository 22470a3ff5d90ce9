/* What the builder needs of other pages: the steps of the generic session, the stories of a principle or moment, and the
   page that a permanent id leads to, whatever it is called by now. */

import { editionOf } from "./agenda.js"
import { pageOnce } from "./dom.js"

const SITE = new URL("..", import.meta.url)

/* The steps of a session by their keys, and its edition. */
export async function blocksOf(address) {
  const session = (await pageOnce(new URL(address, location.href))).querySelector(".lt-session")
  const items = new Map([...session.querySelectorAll(".lt-agenda > li")].map((item) => [item.dataset.step, item]))
  return { items, edition: editionOf(session) }
}

/* The stories on a page that are about something: `facet` is principle or moment, `is` its name in addresses. */
export async function storiesOf({ from, facet, is }) {
  const url = new URL(from, location.href)
  const about = ({ dataset }) => dataset[facet]?.split(" ") ?? []
  const found = [...(await pageOnce(url)).querySelectorAll("[data-story]")].filter((item) => about(item).includes(is))
  const stories = found.map((item) => {
    const link = item.querySelector("a")
    const { story, outcome } = item.dataset
    return { id: story, title: link.textContent, url: new URL(link.getAttribute("href"), url).href, outcome, leads: about(item)[0] === is }
  })
  return [...new Map(stories.map((story) => [story.id, story])).values()]
}

/* The story that an id stands for: {id, title, url, edition}; or {id, gone}, a sentence, where it was taken out. */
export async function storyAt(id) {
  const short = new URL(`go/${id}/`, SITE)
  let found
  try {
    found = await pageOnce(short)
  } catch (fault) {
    if (fault.status === 404) return { id, gone: `The story “${id}” is not in this handbook.` }
    throw fault
  }
  const url = leadsOn(found, short)
  if (!url) return { id, gone: `“${textOf(found, "h1")}”: ${textOf(found, "h1 + p")}` }
  const story = await pageOnce(url)
  const root = story.querySelector("[data-story]")
  return { id, title: textOf(story, "h1"), url: url.href, edition: root ? editionOf(root) : "" }
}

/* The id of the story that a link leads to, a short one, one of today or an old one; nothing where it leads to none. */
export async function idFrom(link) {
  const url = URL.canParse(link, SITE) && new URL(link, SITE)
  if (!url || !url.href.startsWith(SITE.href)) return undefined
  const found = await pageOnce(url)
  const next = leadsOn(found, url)
  return (next ? await pageOnce(next) : found).querySelector("article .lt-story[data-story]")?.dataset.story
}

/* Where a page that only leads on leads to. */
function leadsOn(page, address) {
  const to = page.querySelector("script[data-to]")?.dataset.to
  return to && new URL(to, address)
}

function textOf(page, selector) {
  return page.querySelector(selector)?.textContent.trim() ?? ""
}
