/*
 * The ways in which a told story leaves the page: a link to a filled-in form, an e-mail, and a text to copy. Before they
 * are offered, and after they are withdrawn, nothing on the page holds the text.
 */

import { say } from "./dom.js"

const LONGEST_ADDRESS = 8000 /* GitHub refuses longer ones */

const { repository, reach } = document.getElementById("tell").dataset
const [ways, whole] = ["ways", "whole"].map((id) => document.getElementById(id))

/* Offer the ways out for these answers: [{name, label, text}]. */
export function offer(answers) {
  const text = answers.map(({ label, text }) => `### ${label}\n\n${text || "_No response_"}`).join("\n\n")
  open(issueAddress(answers), mailAddress(answers, text), text)
  say("ready", "You can send it now, in one of these ways.")
}

export function withdraw() {
  open("", "", "")
  say("ready", "")
}

function open(issue, mail, text) {
  const fits = issue.length < LONGEST_ADDRESS
  way("issue", fits ? issue : "")
  document.getElementById("too-long").hidden = fits
  way("mail", mail)
  whole.value = text
  ways.hidden = !text
  say("copied", "")
}

function way(id, address) {
  const place = document.getElementById(id)
  const link = place.querySelector("a")
  place.hidden = !address
  if (address) link.href = address
  else link.removeAttribute("href")
}

/* The address of the filled-in form, where the handbook has a repository. */
function issueAddress(answers) {
  if (!repository) return ""
  const filled = answers.filter(({ text }) => text).map(({ name, text }) => [name, text])
  const query = new URLSearchParams([["template", "tell-us-a-story.yml"], ...filled])
  return `${repository}/issues/new?${query}`
}

/* The address of the e-mail, where there is somebody to write to. */
function mailAddress(answers, text) {
  const to = reach.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)?.[0]
  if (!to) return ""
  const title = answers.find(({ name }) => name === "title").text
  const subject = encodeURIComponent(title ? `A story: ${title}` : "A story")
  return `mailto:${to}?subject=${subject}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`
}

document.querySelector('[data-does="copy"]').addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(whole.value)
    say("copied", "Copied. Now paste it into your message.")
  } catch {
    document.getElementById("whole-fold").open = true
    whole.focus()
    whole.select()
    say("copied", "The browser does not let us copy. The text is marked: copy it yourself.")
  }
})
