/* The menu and the search of the header. The theme opens both by hidden checkboxes; these buttons press them. */

const drawer = document.getElementById("__drawer")
const buttons = [...document.querySelectorAll("button[data-toggle]")]
const menu = buttons.find((button) => button.dataset.toggle === drawer.id)

for (const button of buttons) {
  button.addEventListener("click", () => document.getElementById(button.dataset.toggle).click())
}
drawer.addEventListener("change", () => {
  menu.setAttribute("aria-expanded", drawer.checked)
  if (drawer.checked) document.querySelector(".md-sidebar--primary a[href]").focus()
})
/* Who leaves the open menu with the Tab key would be behind it. */
document.querySelector(".md-sidebar--primary").addEventListener("focusout", (event) => {
  const to = event.relatedTarget
  if (drawer.checked && to && !event.currentTarget.contains(to)) drawer.click()
})
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return
  drawer.click()
  menu.focus()
})
/* The theme turns pages at n and p and searches at f and s. Whoever speaks to their device would press these by accident,
   so only / is left; and that presses the checkbox, because a closed search takes no focus. */
addEventListener("keydown", (event) => {
  const writing = event.target.matches("input, select, textarea")
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !"npfs,./".includes(event.key)) return
  event.stopImmediatePropagation()
  if (event.key !== "/") return
  event.preventDefault()
  document.getElementById("__search").click()
}, true)

/* The theme restores the colours after a reload, but not which of its two switches is pressed. */
document.querySelector(`[name=__palette][data-md-color-scheme=${document.body.dataset.mdColorScheme}]`).checked = true
