document.documentElement.className = "js"
document.body.dataset.mdColorScheme = (() => {
  try {
    const site = new URL(document.currentScript.dataset.site, location).pathname
    const kept = [`little-things:${site}:colours`, "little-things:colours"].map((place) => localStorage.getItem(place))
    return kept.find((scheme) => ["default", "slate"].includes(scheme))
  } catch {}
})() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default")
