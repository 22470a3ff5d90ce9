/* The company has switched off reading without a network: what we kept on the reader's device goes, and this with it. */

const OURS = `little-things:${new URL(registration.scope).pathname}:`

addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(leave()))

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name)
  await registration.unregister()
}
