/*
 * A record as text for a link, and back: no page, no storage. "z" and compressed, or "p" and plain where a browser cannot
 * compress, then the bytes in letters that a link may have, then a check sum: chat programs cut links and never say so.
 */

export const LONGEST_LINK = 2000 /* characters that messengers let through */
const LONGEST_READ = 8000 /* characters; a longer one is none of ours, and might unfold to anything */

/* The text for a link; "" where it would be longer than such a text may be. */
export async function packed(text) {
  const plain = new TextEncoder().encode(text)
  const [how, bytes] = "CompressionStream" in globalThis
    ? ["z", await through(plain, new CompressionStream("deflate-raw"))]
    : ["p", plain]
  if (bytes.length > LONGEST_READ) return ""
  const letters = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
  const body = `${how}.${letters}`
  return `${body}.${sum(body)}`
}

/* The text that was packed; null where it was cut or changed on its way, or never was one. */
export async function unpacked(given) {
  const [, body, how, letters, check] = given.trim().match(/^(([zp])\.([\w-]+))\.([0-9a-z]+)$/) ?? []
  if (!body || given.length > LONGEST_READ || sum(body) !== check) return null
  try {
    const signs = atob(letters.replaceAll("-", "+").replaceAll("_", "/"))
    const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
    const plain = how === "z" ? await through(bytes, new DecompressionStream("deflate-raw")) : bytes
    return new TextDecoder().decode(plain)
  } catch {
    return null
  }
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
}

/* FNV-1a, of 32 bits. */
function sum(text) {
  const number = [...text].reduce((sum, sign) => Math.imul(sum ^ sign.codePointAt(0), 0x01000193) >>> 0, 0x811c9dc5)
  return number.toString(36).padStart(7, "0")
}
