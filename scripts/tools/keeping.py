"""What the benchmark measures of reading without a network."""

from playwright.sync_api import Browser


def kept_without_network(chromium: Browser, address: str, path: str) -> tuple[float, float]:
    """Return the megabytes that a browser keeps after a first visit, and the seconds until no network is needed."""
    context = chromium.new_context(service_workers="allow")
    page = context.new_page()
    page.goto(address + path)
    seconds = page.evaluate(READY)
    megabytes = page.evaluate(KEPT) / 1e6
    context.close()
    return megabytes, seconds


# The seconds until the service worker has all that it keeps; a minute is a fault.
READY = """() => Promise.race([
  navigator.serviceWorker.ready.then(() => performance.now() / 1000),
  new Promise((_, fail) => setTimeout(fail, 60000, new Error("the handbook was not kept within a minute"))),
])"""
# The bytes of all answers that are kept.
KEPT = """async () => {
  const cache = await caches.open((await caches.keys())[0])
  const sizes = (await cache.keys()).map(async (asked) => (await (await cache.match(asked)).blob()).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}"""
