"""Finding one's way: the places in the head, where a page stands, the home page, the path, and the lists."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, Route, expect

from conftest import ROOT, Pages
from handbook.book import Handbook
from handbook.facets import FACETS, OUTCOMES
from handbook.pages.story import choices
from test_site import at, links, words
from visiting import Browse

PLACES = {
    "Say now": "now/",
    "Start here": "start/",
    "Stories": "stories/",
    "Principles": "principles/",
    "Sessions": "sessions/",
    "Contribute": "contribute/",
}
WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900, 1920: 1080}
SCENE = "dropped-cone"  # the one that the home page offers


def text(element: Tag) -> str:
    return words(element.descendants)


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, f"{len(found)} times {selector}"
    return found[0]


def slug_of(card: Tag) -> str:
    return str(one(card, "a")["href"]).rstrip("/").rpartition("/")[2]


def story_cards(pages: Pages) -> Iterator[tuple[str, Tag]]:
    """Each card of a story on any page, with the address of that page."""
    for address, page in pages.items():
        yield from ((address, card) for card in page.select(".lt-card[data-outcome]"))


# --- The places in the head and in the foot, and where a page stands


def test_the_head_of_every_page_leads_to_the_places_that_people_need(read_by_people: Pages) -> None:
    for address, page in read_by_people.items():
        root = "" if address == "404.html" else address
        found = page.select("header nav a")
        assert dict(zip(map(text, found), links(root, found), strict=True)) == PLACES, address


def test_the_foot_of_every_page_leads_to_tags_and_sources(read_by_people: Pages) -> None:
    for address, page in read_by_people.items():
        root = "" if address == "404.html" else address
        assert {"all/", "tags/", "sources/", "accessibility/", "privacy/"} <= set(links(root, page.select("footer a")))


def test_every_page_marks_the_place_that_it_belongs_to(read_by_people: Pages) -> None:
    for address, page in read_by_people.items():
        marked = [(text(link), link["aria-current"]) for link in page.select("header [aria-current]")]
        within = {name: place for name, place in PLACES.items() if address.startswith(place)}
        belongs = [(name, "page" if address == place else "true") for name, place in within.items()]
        assert marked == (belongs if address else [("Little Things", "page")]), address


def test_a_page_below_a_place_says_where_it_stands(read_by_people: Pages) -> None:
    below = {
        address: (name, place)
        for address in read_by_people
        for name, place in PLACES.items()
        if address.startswith(place) and address != place
    }
    assert len(below) > 30
    for address, page in read_by_people.items():
        found = page.select("nav[aria-label='Where you are']")
        assert len(found) == (address in below), address
        if found:
            (name, place), title = below[address], text(one(page, "h1"))
            assert [text(item) for item in found[0].select("li")] == [name, title]
            assert links(address, found[0].descendants) == [place]


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "place", ["", "start/", "stories/", "stories/toy-car/", "principles/improvise/", "tags/", "404.html"]
)
def test_head_content_and_foot_begin_at_the_same_edge(place: str, page: Page) -> None:
    page.goto(place)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        head = ".lt-menu" if width < 960 else ".lt-home"
        lefts = page.evaluate(LEFTS, [f"{head} svg", "article > *", "footer li"])
        assert max(lefts) - min(lefts) <= 2, (width, lefts)


LEFTS = "selectors => selectors.map(selector => document.querySelector(selector).getBoundingClientRect().left)"


@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_the_side_ends_where_the_head_ends(width: int, browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": width, "height": 900})
    page.goto("principles/improvise/")
    search, side = (page.locator(selector).bounding_box() for selector in (".lt-search", ".lt-side"))
    assert search and side
    assert side["x"] + side["width"] == pytest.approx(search["x"] + search["width"], abs=1)


# --- "On this page"


def test_the_contents_stay_in_sight_below_the_head_and_mark_what_is_read(browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": 1280, "height": 700})
    page.goto("principles/improvise/")
    contents = page.get_by_role("navigation", name="On this page")
    for name, anchor in {"How to do it": "how-to-do-it", "Stories": "stories"}.items():
        contents.get_by_role("link", name=name).click()
        expect(contents.locator("[aria-current=location]")).to_have_text(name)
        place, list_, head = (page.locator(s).bounding_box() for s in (f"#{anchor}", ".lt-side", ".md-header"))
        assert place and list_ and head
        assert min(place["y"], list_["y"]) >= head["y"] + head["height"]


def test_at_the_end_of_a_page_its_last_part_is_marked(browse: Browse, address: str) -> None:
    page = browse(address, viewport={"width": 1280, "height": 900})
    page.goto("privacy/")
    page.keyboard.press("End")
    expect(page.locator(".lt-side [aria-current=location]")).to_have_text("How pages are kept safe")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_contents_are_folded_above_the_title(scripts: bool, browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=scripts)
    page.goto("principles/improvise/")
    link = page.get_by_role("navigation", name="On this page").get_by_role("link", name="Say this, not that")
    expect(link).to_have_count(0)
    page.get_by_text("On this page", exact=True).locator("visible=true").click()
    link.click()
    expect(page.get_by_role("heading", name="Say this, not that")).to_be_in_viewport()


# --- A browser that knows no popover, such as Firefox 124 or Safari 16


def without_popover(page: Page) -> Page:
    """Open pages as such a browser understands them: to it the attribute and the selector mean nothing."""

    def forget(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"(?<=[ :])popover(?=[ -])", "nothing", answer.text()))

    page.route(re.compile(r"/(?:[^.]*|handbook\.\w+\.css)$"), forget)
    return page


@pytest.mark.few(1)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_where_there_is_no_popover_the_places_are_a_row_that_covers_nothing(
    width: int, browse: Browse, address: str
) -> None:
    page = without_popover(browse(address, viewport={"width": width, "height": 700}))
    page.goto("stories/toy-car/")
    assert page.evaluate("document.querySelector('[popover]')") is None
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    nav, title = page.get_by_role("navigation", name="Main"), page.get_by_role("heading", level=1)
    boxes = [link.bounding_box() for link in nav.get_by_role("link").all()]
    assert len(boxes) == len(PLACES) and len({box["y"] for box in boxes if box}) <= 3
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(title).to_be_in_viewport()
    box = title.bounding_box()
    assert box and page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('h1') !== null", [box["x"] + 5, box["y"] + 5]
    )
    nav.get_by_role("link", name="Principles").click()
    expect(page).to_have_url(re.compile("/principles/$"))


# --- The home page


def test_the_home_page_says_what_this_is_and_how_much_there_is(pages: Pages, book: Handbook) -> None:
    first = text(pages[""].select("article h1 ~ p")[0])
    assert f"a handbook of customer service in {len(book.stories)} short stories" in first
    assert "made up" in first


def test_the_home_page_offers_one_scene_in_the_words_of_its_story(pages: Pages, book: Handbook) -> None:
    scene, story = one(pages[""], ".lt-try"), book.stories[SCENE]
    assert story.summary in text(scene)
    offered = [(text(one(choice, "summary")), text(one(choice, "p"))) for choice in scene.select("details")]
    assert offered == [(choice["do"], f"{choice['verdict_name']}. {choice['because']}") for choice in choices(story)]
    assert links("", [one(scene, "a.lt-button")]) == [f"stories/{SCENE}/"]


@pytest.mark.parametrize("scripts", [True, False])
def test_one_decides_on_the_spot(scripts: bool, browse: Browse, address: str, book: Handbook) -> None:
    page = browse(address, java_script_enabled=scripts)
    page.goto("")
    one, two, *_ = book.stories[SCENE].choices
    expect(page.get_by_text(one.because)).to_be_hidden()
    page.get_by_text(one.do).click()
    expect(page.get_by_text(one.because)).to_be_visible()
    page.get_by_text(two.do).click()
    expect(page.get_by_text(two.because)).to_be_visible()
    expect(page.get_by_text(one.because)).to_be_hidden()
    page.get_by_role("link", name="Read the whole story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(book.stories[SCENE].title)


def test_who_decided_on_the_home_page_is_not_asked_again_by_the_story(page: Page, book: Handbook) -> None:
    page.goto("")
    mine = book.stories[SCENE].choices[2]
    page.get_by_text(mine.do).click()
    page.get_by_role("link", name="Read the whole story").click()
    expect(page.get_by_label(mine.do)).to_be_checked()
    expect(page.get_by_text(mine.because)).to_be_visible()


def test_the_field_on_the_home_page_opens_the_search(page: Page) -> None:
    page.goto("")
    page.get_by_role("button", name="What has happened?").click()
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Search")).to_be_focused()


def test_without_javascript_the_field_leads_to_all_pages(browse: Browse, address: str) -> None:
    page = browse(address, java_script_enabled=False)
    page.goto("")
    page.get_by_role("link", name="What has happened?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All pages")


# --- The path


def test_each_step_of_the_path_shows_its_situations_and_folds_its_rule(pages: Pages, book: Handbook) -> None:
    steps = pages["start/"].select(".lt-path")
    path = book.vocabulary.path
    assert len(steps) == len(path) > 0
    for number, (step, meant) in enumerate(zip(steps, path, strict=True), start=1):
        principle = book.principles[meant.principle]
        assert text(at(pages["start/"], meant.principle)) == f"Step {number} of {len(path)}"
        assert [slug_of(card) for card in step.select(".lt-card")] == meant.stories
        fold = one(step, "details:not([open])")
        assert principle.rule in text(fold) and links("start/", fold.descendants) == [f"principles/{meant.principle}/"]
        before = text(step).partition(text(fold))[0]
        assert principle.title not in before and principle.rule not in before


def test_the_start_page_counts_its_stories_and_minutes(pages: Pages, book: Handbook) -> None:
    slugs = [slug for step in book.vocabulary.path for slug in step.stories]
    minutes = sum(book.stories[slug].minutes for slug in slugs)
    assert f"{len(slugs)} stories, some {minutes} minutes in all" in text(one(pages["start/"], "article"))


def test_the_rule_of_a_step_unfolds_once_one_has_decided_in_its_stories(page: Page, book: Handbook) -> None:
    first, second = book.vocabulary.path[:2]
    for slug in first.stories:
        page.goto("start/")
        expect(page.get_by_text(book.principles[first.principle].rule)).to_be_hidden()
        page.goto(f"stories/{slug}/")
        page.get_by_role("radio").first.check()
        page.locator("form[data-decide] [type=submit]").first.click()
    page.goto("start/")
    expect(page.get_by_text(book.principles[first.principle].rule)).to_be_visible()
    expect(page.get_by_text(book.principles[second.principle].rule)).to_be_hidden()


def test_the_principle_of_each_step_leads_to_the_next_one_and_the_last_one_back(pages: Pages, book: Handbook) -> None:
    path = book.vocabulary.path
    after = [*(f"stories/{step.stories[0]}/" for step in path[1:]), "start/#and-then"]
    for number, (step, target) in enumerate(zip(path, after, strict=True), start=1):
        address = f"principles/{step.principle}/"
        assert text(one(pages[address], ".lt-step")) == f"Step {number} of {len(path)}"
        assert links(address, one(pages[address], ".lt-next").descendants) == [target]
    at(pages["start/"], "and-then")
    others = [pages[f"principles/{slug}/"] for slug in book.principles.keys() - {step.principle for step in path}]
    assert [page.select(".lt-next") for page in others] == [[]] * len(others)


def test_a_new_hire_walks_the_whole_path_by_what_each_page_offers_next(page: Page, book: Handbook) -> None:
    page.goto("start/")
    page.get_by_role("link", name=re.compile("^Begin:")).click()
    way = [(slug, step.principle) for step in book.vocabulary.path for slug in (*step.stories, "")]
    for slug, principle in way:
        expect(page).to_have_url(re.compile(f"/stories/{slug}/$" if slug else f"/principles/{principle}/$"))
        if slug:
            expect(page.locator("#next")).to_be_hidden()
            page.get_by_role("group", name="What would you do?").get_by_role("radio").first.check()
            page.get_by_role("button", name="Decide").click()
        page.locator(".lt-next .lt-button").click()
    expect(page).to_have_url(re.compile("/start/#and-then$"))
    for step in book.vocabulary.path:
        expect(page.get_by_text(book.principles[step.principle].rule)).to_be_visible()


# --- Cards and lists


def test_a_card_tells_the_situation_and_nothing_else(pages: Pages, book: Handbook) -> None:
    seen = set()
    for address, card in story_cards(pages):
        story = book.stories[slug_of(card)]
        moment, channel = book.vocabulary.moments[story.moment].name, book.vocabulary.channels[story.channel]
        made_up = " Made up for practice" if story.invented else ""
        assert text(card) == f"{story.title} {story.summary} {moment} {channel} {story.minutes} min{made_up}", address
        seen.add(story.id)
    assert len(seen) == len(book.stories)


def test_a_card_has_the_colour_and_the_values_of_its_own_story_on_every_page(pages: Pages, book: Handbook) -> None:
    for address, card in story_cards(pages):
        story = book.stories[slug_of(card)]
        assert card["data-accent"] == book.principles[story.principles[0]].id, address
        assert {facet.name: card[f"data-{facet.name}"] for facet in FACETS} == {
            facet.name: " ".join(facet.of(story)) for facet in FACETS
        }, address


def test_a_card_is_painted_in_its_own_colour_inside_a_page_of_another(page: Page, book: Handbook) -> None:
    page.goto("principles/over-deliver/")
    paint = "card => getComputedStyle(card).getPropertyValue('--lt-accent').trim()"
    colours = {card.get_attribute("data-accent"): card.evaluate(paint) for card in page.locator(".lt-card").all()}
    plain = page.locator("footer").evaluate(paint)
    core = {principle.id for principle in book.principles.values() if principle.core}
    assert {name for name, colour in colours.items() if colour == plain} == colours.keys() - core
    assert len(set(colours.values())) == len(colours.keys() & core) + 1


def test_every_card_has_a_drawing(pages: Pages) -> None:
    for address, page in pages.items():
        assert [str(card) for card in page.select(".lt-card") if not card.select(".lt-picture svg")] == [], address


def test_the_list_shows_every_story_those_of_one_principle_together(pages: Pages, book: Handbook) -> None:
    found = [slug_of(card) for card in pages["stories/"].select("#story-list > .lt-card")]
    order = book.principles_in_order
    assert found == sorted(book.relations.by_title, key=lambda slug: order.index(book.stories[slug].principles[0]))
    assert text(at(pages["stories/"], "count")) == f"{len(book.stories)} stories"


def test_an_old_link_to_the_stories_of_a_principle_leads_to_the_first_of_them(pages: Pages, book: Handbook) -> None:
    for principle in {story.principles[0] for story in book.stories.values()}:
        first = min((s.title.casefold(), slug) for slug, s in book.stories.items() if s.principles[0] == principle)
        assert slug_of(at(pages["stories/"], principle)) == first[1]


def test_the_principles_stand_with_drawing_rule_and_count_the_core_ones_first(pages: Pages, book: Handbook) -> None:
    cards = pages["principles/"].select(".lt-card")
    expected = sorted(book.principles_in_order, key=lambda slug: not book.principles[slug].core)
    assert [slug_of(card) for card in cards] == expected
    for card, slug in zip(cards, expected, strict=True):
        number = len(book.stories_of(slug))
        principle = book.principles[slug]
        assert text(card) == f"{principle.title} {principle.rule} {number} {'story' if number == 1 else 'stories'}"
        assert slug_of(at(pages["principles/"], slug).find_parent("li") or card) == slug


def test_a_principle_lists_its_stories_and_leads_trainers_to_each_outcome_apart(pages: Pages, book: Handbook) -> None:
    for slug in book.principles:
        address = f"principles/{slug}/"
        page = pages[address]
        assert [slug_of(card) for card in page.select(".lt-card")] == book.stories_of(slug)
        outcomes = [str(book.stories[story].outcome) for story in book.stories_of(slug)]
        apart = {outcome: outcomes.count(outcome) for outcome in OUTCOMES if outcome in outcomes}
        found = links(address, [link for link in page.select("a") if "outcome=" in str(link["href"])])
        expected = [f"stories/?principle={slug}&outcome={outcome}" for outcome in apart]
        assert found == (expected if len(apart) > 1 else [])
        for old in ("do-this", "avoid-this"):
            at(page, old)


def test_tags_stand_in_groups_each_with_the_number_of_its_stories(pages: Pages, book: Handbook) -> None:
    page = pages["tags/"]
    groups = {text(heading): heading for heading in page.select("h2")}
    assert list(groups) == [facet.label for facet in FACETS]
    for facet in FACETS:
        values = [value for story in book.stories.values() for value in facet.of(story)]
        shown = groups[facet.label].find_next_sibling("div")
        assert isinstance(shown, Tag)
        assert [text(heading) for heading in shown.select("h3")] == [
            f"{name} ({values.count(value)})" for value, name in facet.names(book).items() if value in values
        ]


# --- Dark, forced colours, large text


def test_in_the_dark_a_drawing_keeps_its_colours_and_the_page_its_scrollbar_dark(browse: Browse, address: str) -> None:
    page = browse(address, color_scheme="dark")
    page.goto("stories/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    paints = {page.locator(".lt-picture").first.evaluate(PAINTS)}
    page.get_by_role("button", name="Switch to light mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") != "dark"
    assert paints == {page.locator(".lt-picture").first.evaluate(PAINTS)}


PAINTS = """drawing => ["color", "--lt-pic-paper", "--lt-pic-accent"].map(
  (name) => getComputedStyle(drawing).getPropertyValue(name)).join()"""


def test_in_forced_colours_buttons_have_an_edge_and_drawings_keep_their_ground(browse: Browse, address: str) -> None:
    page = browse(address, forced_colors="active", color_scheme="dark")
    for place in ("", "start/", "stories/?channel=phone", "contribute/tell-a-story/"):
        page.goto(place)
        bare = page.evaluate(
            "() => [...document.querySelectorAll('button, .lt-button')].filter((b) => b.checkVisibility()"
            " && !(parseFloat(getComputedStyle(b).borderTopWidth) > 0)).map((b) => b.outerHTML.slice(0, 80))"
        )
        assert bare == [], place
    page.goto("")
    ground = "drawings => drawings.map((drawing) => getComputedStyle(drawing).backgroundColor)"
    assert set(page.locator(".lt-picture").evaluate_all(ground)) == {"rgb(227, 216, 200)"}


@pytest.mark.few(2)
@pytest.mark.parametrize("place", ["", "now/#hurt", "start/", "stories/", "principles/improvise/", "tags/"])
def test_text_alone_can_be_twice_as_large(place: str, browse: Browse, address: str) -> None:
    """As browsers do that enlarge only the text: the window keeps its width, and with it the layout."""
    page = browse(address, bypass_csp=True)
    page.add_init_script(path=ROOT / "tests/visitor.js")
    page.goto(place)
    page.add_style_tag(content="html { font-size: 250% !important }")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("reader.cut()") == [], width
        assert page.evaluate(BROKEN) == [], width


# Words that are cut in two because their box is narrower than they are.
BROKEN = """() => [...document.querySelectorAll("h1, h2, h3, nav a, summary")]
  .filter((e) => e.checkVisibility() && e.clientWidth && e.clientWidth < 2.5 * parseFloat(getComputedStyle(e).fontSize))
  .map((e) => e.outerHTML.slice(0, 80))"""
