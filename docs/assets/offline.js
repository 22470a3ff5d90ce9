/*
 * What a page says where the browser keeps the handbook (sw.js, by the finishing step `offline`), so that it can be read
 * without a network: it offers a new edition when that is there. header.js loads this once the page itself is there.
 */

import { tab } from "./keep.js"

const { serviceWorker } = navigator
const notice = document.createElement("p") /* below, where it covers no title; empty at first, so that it is read out */
const DAY = 24 * 60 * 60 * 1000 /* milliseconds */

export async function start(worker) {
  notice.className = "lt-notice lt-notice--low"
  notice.role = "status"
  document.querySelector(".lt-notice")?.after(notice) /* whoever leads has another page before them, and is told nothing */
  try {
    const registration = await serviceWorker.register(worker)
    watch(registration)
    await registration.update()
  } catch {
    fetch(worker, { method: "HEAD", cache: "no-store" }).catch(sayOffline)
  }
}

/* ---- A new edition: loaded beside the one that is read, and shown when the reader asks for it ------------------------ */

function watch(registration) {
  if (registration.waiting) offer(registration)
  registration.addEventListener("updatefound", () => follow(registration))
  if (registration.installing) follow(registration)
}

/* Offer what is being loaded once it is whole. The first edition of all needs no offer. */
function follow(registration) {
  const { installing, active } = registration
  installing.addEventListener("statechange", () => {
    if (installing.state === "installed" && active) offer(registration)
  })
}

/* Nobody is disturbed while writing: the offer waits until the field is left. Who wants it later is asked again tomorrow. */
function offer(registration) {
  const today = new Date().toDateString()
  if (tab.kept("later", (day) => day === today)) return
  if (document.activeElement.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
    addEventListener("focusout", () => setTimeout(offer, 0, registration), { once: true })
    return
  }
  const later = () => {
    tab.keep("later", today)
    notice.replaceChildren()
  }
  notice.replaceChildren("A newer edition is here. ", button("Show it", () => show(registration)), " ", button("Later", later))
}

function button(textContent, onclick) {
  return Object.assign(document.createElement("button"), { type: "button", className: "lt-link", textContent, onclick })
}

/* Only once it has taken over does a page come from it; loaded before, the old one would come back. */
function show({ waiting }) {
  if (!waiting) return location.reload() /* another tab has asked for it */
  serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
  waiting.postMessage("show it")
}

/* ---- No network: that matters where what one reads may be old, and is said once a tab -------------------------------- */

function sayOffline() {
  if (!notice.isConnected) return
  const [day] = document.querySelector(".lt-footer [data-edition]").textContent.match(/\d{4}-\d\d-\d\d/) ?? []
  if (!day || Date.now() - Date.parse(day) < DAY || tab.kept("offline", Boolean)) return
  tab.keep("offline", "said")
  const date = new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
  notice.textContent = `You are offline. This is the edition of ${date}.`
}
