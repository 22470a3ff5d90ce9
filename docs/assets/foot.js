/* "Something wrong on this page?" at the foot: what the reader has marked, and the part it stands in, go along. */

const LONGEST = 200 /* letters of what is marked */

const foot = document.querySelector("[data-whole]")
const links = [...foot.querySelectorAll("a[href*='body=']")].map((link) => [link, link.href])

/* The part that is meant: where the marked words stand, or where the address leads to; nothing where it is the whole page. */
function part() {
  const words = `${getSelection()}`.trim().slice(0, LONGEST).replace(/\p{Surrogate}/gu, "")
  const place = words ? getSelection().anchorNode : document.getElementById(location.hash.slice(1))
  if (!place) return foot.dataset.whole
  const follows = (heading) => heading.contains(place) || heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING
  const above = [...document.querySelectorAll("main :is(h1, h2, h3, h4)")].findLast(follows)
  return [above?.textContent.trim(), above?.id && `#${above.id}`, words && `“${words}”`].filter(Boolean).join(" ")
}

/* As late as can be, and before a press takes the mark away. */
for (const happens of ["pointerdown", "focusin"]) {
  foot.addEventListener(happens, () => {
    const [whole, meant] = [foot.dataset.whole, part()].map(encodeURIComponent)
    for (const [link, address] of links) link.href = address.replace(whole, meant)
  })
}
