/* Cuts a text in two where it may be cut: after a sentence, and where not even one sentence fits, after a word. */

/* The highest number up to `most` of which something is true, if that holds for all below it; 0 where it never is. */
export function highest(most, isTrue) {
  let [low, high] = [0, most]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (isTrue(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/* Where sentences of a text end. One may go on after a quotation: "Why?" asked the man. */
function sentences(text) {
  const found = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)]
  return found.map(({ index, segment }) => index + segment.length).filter((end) => !/^\p{Ll}/u.test(text.slice(end)))
}

function words(text) {
  return [...text.matchAll(/\s+/g)].map(({ index, 0: space }) => index + space.length)
}

/* The largest first part of an element of which `fits` is true, and the rest; null where there is none. */
export function divided(whole, fits) {
  const { length } = whole.textContent
  for (const ends of [sentences, words]) {
    const borders = ends(whole.textContent).filter((end) => end < length)
    const border = borders[highest(borders.length, (number) => fits(piece(whole, 0, borders[number - 1]))) - 1]
    if (border) return [piece(whole, 0, border), piece(whole, border, length)]
  }
  return null
}

/* A copy of an element with the text between two offsets, in the same markup. Only the beginning bears a number. */
function piece(whole, from, to) {
  const range = document.createRange()
  range.setStart(...point(whole, from))
  range.setEnd(...point(whole, to))
  const part = whole.cloneNode()
  if (from) delete part.dataset.number
  part.append(range.cloneContents())
  return part
}

function point(whole, offset) {
  const texts = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT)
  let left = offset
  while (texts.nextNode()) {
    if (left <= texts.currentNode.length) return [texts.currentNode, left]
    left -= texts.currentNode.length
  }
  return [whole, whole.childNodes.length]
}
