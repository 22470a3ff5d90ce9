document.documentElement.className = "js"
document.body.dataset.mdColorScheme = (() => {
  try { return localStorage.getItem("little-things:colours") } catch { return null }
})() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default")
