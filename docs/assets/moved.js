/* An old or short address leads on at once, with whatever part of the page and search words it carries. */

const to = new URL(document.currentScript.dataset.to, location.href)
to.search = location.search
to.hash = location.hash
location.replace(to)
