/* Stories for pages that are about them: the list of stories and the pages of stories, fetched and taken apart. */

import { pageAt } from "./dom.js"

/*
 * {stories, principles, partial}: what the lists of stories and of principles have. `stories` are {id, url, title, edition}
 * by id, `principles` their names by id, `partial` says that there are more stories than the list has.
 */
export async function listed(root) {
  const address = new URL("stories/", root)
  const [page, rules] = await Promise.all([pageAt(address), pageAt(new URL("principles/", root))])
  const name = (card) => card.querySelector(".lt-card__title").textContent
  return {
    stories: new Map([...page.querySelectorAll("#story-list .lt-card")].map((card) => [card.dataset.story, story(card, address)])),
    principles: new Map([...rules.querySelectorAll(".lt-principles .lt-card")].map((card) => [card.dataset.accent, name(card)])),
    partial: "partial" in page.getElementById("filters").dataset,
  }
}

function story(card, address) {
  const link = card.querySelector(".lt-card__title")
  const { story: id, edition = "" } = card.dataset
  return { id, url: new URL(link.getAttribute("href"), address).href, title: link.textContent, edition }
}

/* A story that the list does not have, by its short address; null where it was taken out. */
export async function storyAt(root, id) {
  const address = new URL(`go/${id}/`, root)
  const page = await pageAt(address)
  const to = page.querySelector("script[data-to]")?.dataset.to
  return to ? { id, url: new URL(to, address).href, title: page.getElementById("title").textContent, edition: "" } : null
}

/* {title, summary, scene, form, lead}: the parts of a story's page, ready to be put into this one. */
export async function storyPage(url) {
  const page = document.importNode((await pageAt(url)).documentElement, true)
  for (const link of page.querySelectorAll("[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), url))
  const form = page.querySelector("form[data-decide][data-ranked]")
  const scene = []
  for (let part = page.querySelector("#scene").nextElementSibling; part && part !== form; part = part.nextElementSibling) scene.push(part)
  return {
    title: page.querySelector("#title").textContent,
    summary: page.querySelector("meta[name=description]").content,
    scene,
    form,
    lead: page.querySelector(".lt-story").dataset.accent,
  }
}
