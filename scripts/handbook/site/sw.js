/*
 * Keeps one edition of the handbook on the reader's device, so that it can be read without a network: whole or not at all.
 * offline.py puts before this text which edition that is: `const EDITION`, the digest of the list of its files.
 *
 * An edition has a cache of its own. Its list is put in last, and so says that it is whole. A new edition is loaded beside
 * the one that is read, and waits until the reader asks for it. Every answer comes from the edition that is read, as long as
 * it has the file; a query is never looked at, since pages read theirs themselves.
 */

const ROOT = registration.scope
const OURS = `little-things:${new URL(ROOT).pathname}:` /* starts the names of our caches: another path is another handbook */
const [LIST, WHOLE, AWAY] = ["kept.json", "offline/?whole", "offline/"].map(at) /* WHOLE: the reader wants everything */
const AT_ONCE = 6 /* files that are asked for at a time */
const FOOT = /(<span data-edition>)[^<]*/ /* the name of the edition, on each page: that alone makes no page a new one */

addEventListener("install", (event) => event.waitUntil(install()))
addEventListener("activate", (event) => event.waitUntil(activate()))
addEventListener("fetch", (event) => {
  const { method, url } = event.request
  const theirs = url.startsWith(ROOT) && url !== at("sw.js") /* by this file a page knows whether there is a network */
  if (theirs && (method === "GET" || method === "HEAD")) event.respondWith(answer(event))
})
addEventListener("message", (event) => {
  const work = { "show it": skipWaiting.bind(self), "what is kept": tell, "keep everything": keepEverything }[event.data]
  if (work) event.waitUntil(work(event.ports[0]))
})

/* ---- A new edition ------------------------------------------------------------------------------------------------ */

/* Load this edition. What fails ends it, and the edition before stays; the next attempt goes on from what is there. */
async function install() {
  const cache = await ours()
  const answered = await fetch(LIST, { cache: "no-store" })
  const text = await answered.text()
  if (!(await digest(new TextEncoder().encode(text))).startsWith(EDITION)) throw new Error("The list is of another edition")
  const list = JSON.parse(text)
  const before = await editions()
  const everything = before.some(({ whole }) => whole)
  const wanted = { ...list.core }
  for (const [address, hash] of Object.entries(list.more)) {
    if (everything || (list.small && !navigator.connection?.saveData) || await had(before, address)) wanted[address] = hash
  }
  await each(Object.entries(wanted), ([address, hash]) => keep(cache, list, before, address, hash))
  if (everything) await cache.put(WHOLE, new Response())
  await cache.put(LIST, new Response(text))
}

/* The editions that are here as a whole: the cache of each, its list, and whether the reader wants everything. */
async function editions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OURS + EDITION)
  const found = await Promise.all(names.map(async (name) => {
    const cache = await caches.open(name)
    const list = await theList(cache)
    return list && { cache, files: { ...list.core, ...list.more }, whole: Boolean(await cache.match(WHOLE)) }
  }))
  return found.filter(Boolean)
}

async function had(before, address) {
  for (const { cache } of before) if (await cache.match(at(address))) return true
  return false
}

/* Keep a file of this edition: from one that is here where it is the same there, and else from the network. */
async function keep(cache, list, before, address, hash) {
  if (await cache.match(at(address))) return
  for (const old of before.filter(({ files }) => files[address] === hash)) {
    const same = await old.cache.match(at(address))
    if (!same) continue
    const page = isPage(same) ? (await same.text()).replace(FOOT, (_, start) => start + list.edition) : await same.blob()
    return cache.put(at(address), new Response(page, { headers: same.headers }))
  }
  await put(cache, address, hash, await fetch(at(address), { cache: "no-cache", priority: "low" }))
}

/* Put an answer of the network into a cache, as a new one: it may have been led on, and no browser lets such a one answer
   for a page. Fails where it is no file of this edition: a fault of the server, the next edition, the page of a hotel's net. */
async function put(cache, address, hash, response) {
  const bytes = await response.arrayBuffer()
  const plain = isPage(response) ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace(FOOT, "$1")) : bytes
  if (!(await digest(plain)).startsWith(hash)) throw new Error(`${address} is of another edition`)
  const headers = new Headers(response.headers)
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name)
  await cache.put(at(address), new Response(bytes, { headers }))
}

/* Be the edition that is read: the caches of all others go. */
async function activate() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== OURS + EDITION).map((name) => caches.delete(name)))
  await clients.claim()
}

/* ---- Answers ------------------------------------------------------------------------------------------------------ */

/* Answer as the server would: with the file, or by leading on to the page of a folder. */
async function answer(event) {
  const { request } = event
  const url = new URL(request.url)
  const address = url.origin + url.pathname.replace(/\/index\.html$/, "/")
  const kept = await match(address)
  if (kept) return request.method === "HEAD" ? new Response(null, kept) : kept
  const forPage = request.mode === "navigate"
  if (forPage && await match(`${address}/`)) return Response.redirect(`${address}/${url.search}`, 301)
  try {
    const response = await fetch(request)
    if (request.method === "GET" && response.ok) event.waitUntil(visited(address, response.clone()))
    return response
  } catch {
    if (!forPage || !(await match(AWAY))) return Response.error()
    return Response.redirect(`${AWAY}?for=${encodeURIComponent(url.href)}`)
  }
}

/* Keep what somebody read, where not everything is kept. Of the search nothing is any good without the rest. */
async function visited(address, response) {
  const name = address.slice(ROOT.length)
  const hash = (await (await match(LIST))?.json())?.more[name]
  if (!hash || name.startsWith("search/")) return
  await put(await ours(), name, hash, response).catch(() => {}) /* no room, or it is of a newer edition */
}

/* ---- What pages ask ------------------------------------------------------------------------------------------------ */

/* Tell a page how much is kept, of how much, and where that is not everything, the titles of the stories that were read. */
async function tell(port) {
  const cache = await ours()
  const list = await theList(cache)
  if (!list) return port.postMessage(null)
  const { core, more, bytes, edition } = list
  const there = new Set((await cache.keys()).map(({ url }) => url.slice(ROOT.length)))
  const files = Object.keys({ ...core, ...more })
  const read = Object.keys(more).filter((name) => there.has(name) && name.startsWith("stories/") && name.endsWith("/"))
  const left = files.filter((name) => !there.has(name)).length
  const titles = left ? await Promise.all(read.slice(0, 100).map(async (name) => [name, await title(cache, name)])) : []
  port.postMessage({ edition, bytes, left, files: files.length, titles })
}

async function title(cache, name) {
  const text = await (await cache.match(at(name))).text()
  return text.match(/<meta property="og:title" content="([^"]*)"/)?.[1] ?? name
}

/* Load all that is not there yet, and tell a page how it goes. It goes on from there where it was cut off. */
async function keepEverything(port) {
  const cache = await ours()
  const list = await theList(cache)
  await cache.put(WHOLE, new Response())
  try {
    let done = 0
    const files = Object.entries(list.more)
    await each(files, async ([address, hash]) => {
      await keep(cache, list, [], address, hash)
      port.postMessage({ done: ++done, of: files.length })
    })
    port.postMessage("done")
  } catch (error) {
    port.postMessage(error.name === "QuotaExceededError" ? "no room" : "cut off")
  }
}

/* ---- Small things -------------------------------------------------------------------------------------------------- */

function at(address) {
  return new URL(address, ROOT).href
}

function ours() {
  return caches.open(OURS + EDITION)
}

/* What is kept at an address. It opens no cache, which would make one anew after another edition took over. */
function match(address) {
  return caches.match(address, { cacheName: OURS + EDITION })
}

/* The list of an edition; undefined where the edition is not whole. */
async function theList(cache) {
  return (await cache.match(LIST))?.json()
}

function isPage(response) {
  return response.headers.get("Content-Type")?.startsWith("text/html")
}

async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/* Do something with each of many things, a few at a time. It fails at the end: what could be done need not be done again. */
async function each(things, work) {
  const left = [...things]
  const some = async () => { while (left.length) await work(left.shift()) }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, some))
  for (const { reason } of ends) if (reason) throw reason
}
