/*
 * The only module that touches storage. A name belongs to the path of this site, so that two handbooks on one host share
 * nothing; what was kept before that, under the name alone, is still found. Storage may be refused or full, or hold
 * anything: no page may stop at that.
 */

const SITE = new URL("..", import.meta.url).pathname

/* Kept until the reader deletes it, and until the tab is closed. */
export const device = shelf(() => localStorage)
export const tab = shelf(() => sessionStorage)
/* Nowhere at all. */
export const nowhere = shelf(() => null)

/* Where a name is kept, and where it was. overrides/inline/colours.js, which cannot import, says the same. */
function places(name) {
  return [`little-things:${SITE}:${name}`, `little-things:${name}`]
}

/* `storage` is asked for at each use: where it is refused, to ask for it throws. */
function shelf(storage) {
  return {
    /* What `read` makes of the text that is kept; null where nothing is, or `read` throws or gives nothing. */
    kept(name, read) {
      for (const place of places(name)) {
        try {
          const text = storage().getItem(place)
          const value = text && read(text)
          if (value) return value
        } catch {}
      }
      return null
    },

    /* Keep a text, and say whether that worked. The old place may be another handbook's as well, so it stays. */
    keep(name, text) {
      const [place] = places(name)
      try {
        storage().setItem(place, text)
        return storage().getItem(place) === text
      } catch {
        return false
      }
    },

    /* Forget it, in the old place too: it would come back from there. */
    forget(name) {
      try {
        for (const place of places(name)) storage().removeItem(place)
      } catch {}
    },

    /* The names under which something is kept and which start like this. */
    names: (start) => names(storage, start),
  }
}

function names(storage, start) {
  try {
    const keys = Object.keys(storage())
    const found = places(start).flatMap((place) =>
      keys.filter((key) => key.startsWith(place)).map((key) => start + key.slice(place.length)))
    return [...new Set(found)]
  } catch {
    return []
  }
}

/* What windows of this site say to each other under a name. `hear` gets each text that another one says; what is returned
   says one, and keeps it on the device: that is news to the other windows as well, where there are no channels. */
export function shared(name, hear) {
  const [place] = places(name)
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(place) : null
  channel?.addEventListener("message", ({ data }) => hear(data))
  addEventListener("storage", ({ key, newValue }) => key === place && newValue && hear(newValue))
  return (text) => {
    device.keep(name, text)
    channel?.postMessage(text)
  }
}
