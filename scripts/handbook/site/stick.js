/*
 * On a stick, where pages are opened from a disk: browsers load no modules there, fetch nothing and know no index.html. So
 * each module is a plain script that puts its exports into `handbook.modules` (stick.py), and each page that a module may
 * fetch has a script beside it. stick.py puts before this text what each module needs: `const NEEDS`.
 */

const handbook = globalThis.handbook = { modules: {}, pages: {}, load }
const ASSETS = new URL(".", document.currentScript.src)
const scripts = new Map()

/* What import() gives on a server: the exports of a module, after all that it needs. */
async function load(name) {
  const file = name.replace("./", "")
  for (const each of NEEDS[file] ?? [file]) if (!handbook.modules[each]) await script(new URL(each, ASSETS))
  return handbook.modules[file]
}

function script(address) {
  const { href } = address
  if (!scripts.has(href)) {
    scripts.set(href, new Promise((onload, onerror) =>
      document.head.append(Object.assign(document.createElement("script"), { src: href, onload, onerror }))))
  }
  return scripts.get(href)
}

/* The index.html of a folder, as a server gives it. */
function page(address) {
  const there = new URL(address, location.href)
  if (there.protocol === "file:" && there.pathname.endsWith("/")) there.pathname += "index.html"
  return there
}

/* A page of the handbook comes out of the script beside it; whatever else is asked for fails, as without a network. */
globalThis.fetch = async (address) => {
  const there = page(address)
  there.search = there.hash = ""
  try {
    await script(new URL(`${there.href}.js`))
  } catch {
    throw new TypeError("There is no network on a stick")
  }
  const answer = new Response(handbook.pages[there.href], { headers: { "Content-Type": "text/html" } })
  return Object.defineProperty(answer, "url", { value: there.href })
}

/* Links that a module makes. Those that stand in a page name the file already. */
addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]")
  if (link?.protocol === "file:") link.href = page(link.href).href
}, true)
