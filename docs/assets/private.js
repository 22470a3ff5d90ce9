/* What looks private in a text: the same as scripts/handbook/content/private.py finds, by the same table of kinds. */

/* The kinds as the page brings them: JSON of [{name, pattern, advice}]. */
export function kindsOf(json) {
  return JSON.parse(json).map((kind) => ({ ...kind, pattern: new RegExp(kind.pattern, "gu") }))
}

/* The places of a text that look private, in order: [{index, words, name, advice}]. */
export function find(text, kinds) {
  const taken = new Uint8Array(text.length)
  const found = []
  for (const { name, pattern, advice } of kinds) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      if (taken.subarray(index, index + words.length).includes(1)) continue
      taken.fill(1, index, index + words.length)
      found.push({ index, words, name, advice })
    }
  }
  return found.sort((one, other) => one.index - other.index)
}

/* What to say about a text, each thing once. */
export function warnings(text, kinds) {
  const lines = find(text, kinds).map(({ words, name, advice }) => `“${words}” looks like ${name}: ${advice}.`)
  return [...new Set(lines)]
}
