"""The search in real Chromium: the dialog as a reader uses it, and whether it finds what staff mean (queries.tsv)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, Route, expect

from handbook.advice.prose import count_words
from handbook.book import Handbook
from visiting import Browse

QUERIES = Path(__file__).with_name("queries.tsv")
FIRST = 3  # results among which the right page must be
SHARE = 0.9  # of the queries of each kind
LONGEST_RUN = 4  # words that a query and a page may share in a row

# Ask find.js itself, for many queries at once: the addresses of the first results of each, with whether it lacks some.
FIND = """async ([module, queries]) => {
  const {start} = await import(new URL(module, document.baseURI))
  const finder = await start(new URL("search/", document.baseURI))
  const found = []
  for (const query of queries) {
    let {results} = await finder.find(query)
    if (results.every(({some}) => some)) {
      const deep = await finder.find(query, {folded: true})
      if (deep.results.some(({some}) => !some)) ({results} = deep)
    }
    const pages = await Promise.all(results.slice(0, 20).map((page) => page.data()))
    found.push(pages.map(({url}, i) => [url.slice(1), results[i].some]))
  }
  return found
}"""

# The words that are marked, as soon as any are. (Playwright's own way to wait needs `eval`, which our policy forbids.)
MARKED = """async () => {
  while (!CSS.highlights.get("found")?.size) await new Promise(requestAnimationFrame)
  return [...CSS.highlights.get("found")].map((range) => range.toString().toLowerCase())
}"""


def queries(book: Handbook) -> list[tuple[str, str, list[str]]]:
    """Kind, query and the pages that are right, by any name that they ever had; none where none may have all of it."""
    today = {place.address: place.to for place in book.places if place.old}
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    right = {pages: [today.get(page) or page for page in pages.split(",") if page != "-"] for _, _, pages in rows}
    return [(kind, query, right[pages]) for kind, query, pages in rows]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Search")


def results(page: Page) -> Locator:
    return dialog(page).get_by_role("listitem").get_by_role("link")


def result(page: Page, title: str) -> Locator:
    """The result of this title, which may come after the three best."""
    return results(page).and_(page.get_by_role("link", name=title, exact=True))


def status(page: Page) -> Locator:
    return dialog(page).locator("[data-part=status]")


def field(page: Page) -> Locator:
    return dialog(page).get_by_role("textbox", name="Search")


# Marks the status once it answers a search that began after the next letter. Every search begins by writing itself into
# the address; what is found for earlier words is never shown after that.
ANSWERS = """(answer) => {
  const [input, status] = ["input", "[data-part=status]"].map((part) => document.querySelector(`.lt-find ${part}`))
  const answered = () => status.toggleAttribute("data-answered", new RegExp(answer).test(status.textContent))
  const began = () => new MutationObserver(answered).observe(status, { childList: true })
  const typed = () => navigation.addEventListener("currententrychange", began, { once: true })
  status.removeAttribute("data-answered")
  input.addEventListener("input", typed, { once: true })
}"""


def search(page: Page, words: str) -> None:
    """Open the search, type, and wait for what comes of all the words: while one types, others come for their parts."""
    page.get_by_role("button", name="Search").click()
    field(page).press_sequentially(words[:-1])
    page.evaluate(ANSWERS, "found|some of it|cannot be loaded")
    field(page).press_sequentially(words[-1])
    expect(status(page)).to_have_attribute("data-answered", "")


def open_first(page: Page, words: str, title: str) -> None:
    """Search from the home page, and open the first result: the page of this title."""
    page.goto("")
    search(page, words)
    results(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


# --- What to say now


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("late", "late"),
        ("the parcel is delayed", "late"),
        ("rude", "abusive"),
        ("somebody fell over", "hurt"),
        ("she complains about a colleague", "about-a-colleague"),
        ("cancels", "cancelling"),
        ("furious", "angry"),
        ("a mistkae", "our-mistake"),
    ],
)
def test_the_sentence_to_say_stands_at_the_head_of_the_results(
    asked: str, key: str, page: Page, book: Handbook
) -> None:
    page.goto("stories/")
    search(page, f"{asked} ")
    moment = book.vocabulary.moments[key]
    first = dialog(page).locator("[data-part=results] > :first-child")
    expect(first).to_have_text(f"{moment.name}. Say: “{moment.say}”")
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/now/#{key}$"))
    expect(page.locator(".lt-now__say", has_text=moment.say)).to_be_in_viewport()


@pytest.mark.few(1)
@pytest.mark.parametrize("asked", ["toy", "improvise", "I don't know", "what happens with the customer", "qqwzx"])
def test_words_that_no_moment_is_about_get_no_sentence_to_say(asked: str, page: Page) -> None:
    page.goto("")
    search(page, f"{asked} ")
    expect(dialog(page).locator(".lt-find__now")).to_have_count(0)


def test_a_long_question_that_touches_a_moment_by_chance_gets_none(page: Page) -> None:
    page.goto("")
    search(page, "root beer floats toy car present for a small boy who came late ")
    expect(results(page).first).to_be_visible()
    expect(dialog(page).locator(".lt-find__now")).to_have_count(0)


# --- What is found


def test_nine_in_ten_queries_of_each_kind_find_the_right_page_among_the_first_three(
    page: Page, site: Path, book: Handbook
) -> None:
    asked = queries(book)
    module = next((site / "assets").glob("find.*.js")).relative_to(site).as_posix()
    page.goto("")
    found: list[list[tuple[str, bool]]] = page.evaluate(FIND, [module, [query for _, query, _ in asked]])
    ranks: dict[str, dict[str, int | None]] = defaultdict(dict)
    for (kind, query, right), pages in zip(asked, found, strict=True):
        if right:
            ranks[kind][query] = next((place for place, (name, _) in enumerate(pages, start=1) if name in right), None)
        else:
            ranks[kind][query] = 1 if all(some for _, some in pages) else None
    shares = {
        kind: sum(rank is not None and rank <= FIRST for rank in found.values()) / len(found)
        for kind, found in ranks.items()
    }
    for kind, those in ranks.items():  # shown by `pytest -s`, and when the test fails
        print(
            f"\n{kind}: {shares[kind]:.0%}", *(f"{rank or '-':>3}  {query}" for query, rank in those.items()), sep="\n"
        )
    assert sum(map(len, ranks.values())) >= 40
    assert shares["nonsense"] == 1
    assert sum(share * len(ranks[kind]) for kind, share in shares.items()) >= 0.95 * len(asked)
    assert {kind: share for kind, share in shares.items() if share < SHARE} == {}


def test_no_query_is_a_sentence_of_a_page(pages: dict[str, BeautifulSoup], book: Handbook) -> None:
    texts = " | ".join(plain(page.get_text(" ")) for page in pages.values())
    copied = [query for _, query, _ in queries(book) if count_words(query) > LONGEST_RUN and plain(query) in texts]
    assert copied == []


def plain(text: str) -> str:
    return " ".join(re.findall("[a-z0-9']+", text.lower()))


# --- What a page folds is found last


def test_what_only_a_role_card_says_is_found_and_not_quoted(page: Page, book: Handbook) -> None:
    page.goto("")
    search(page, "jug ")
    expect(status(page)).to_have_text("1 page found.")
    found = dialog(page).get_by_role("listitem").first
    expect(found.get_by_role("link")).to_have_text("The spilled coffee")
    expect(found).to_contain_text(book.stories["spilled-coffee"].summary)
    expect(found.locator(".lt-find__sentence")).to_have_text("… Further down: jug ")
    found.get_by_role("link").click()
    expect(page.get_by_text("A cloth and a jug of tea are in reach.")).to_be_visible()


@pytest.mark.thorough
def test_evidence_is_found_by_the_name_of_who_wrote_it(page: Page) -> None:
    page.goto("")
    search(page, "Samek ")
    expect(results(page)).to_have_text(["Follow up", "Show gratitude"])
    expect(status(page)).to_have_text("2 pages found.")


@pytest.mark.thorough
def test_what_pages_fold_is_loaded_only_where_nothing_else_has_all_of_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(re.sub(r"^.*/search/", "", request.url)))
    page.goto("")
    search(page, "mopped ")
    expect(dialog(page).get_by_role("status")).to_have_text("1 page found.")  # said once nobody types any more
    assert [name for name in asked if "folded" in name or name == "facets.json"] == []
    field(page).fill("towel jug ")
    expect(status(page)).to_have_text(re.compile("^1 page found, and "))
    assert sum(name.startswith("folded/") for name in asked) in (2, 3)  # what is where, and a part of the alphabet


@pytest.mark.thorough
def test_a_filter_narrows_what_is_found_in_folded_parts(page: Page) -> None:
    page.goto("?q=burst+pipe+&outcome=bad")
    expect(results(page)).to_have_text(["Two o'clock at the dentist's"])
    dialog(page).get_by_label("Good or bad").select_option("good")
    expect(status(page)).to_have_text("Nothing found for “burst pipe”.")


# --- The dialog


def test_nothing_of_the_search_is_loaded_before_it_is_opened(page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("stories/toy-car/", wait_until="networkidle")
    assert [address for address in loaded if re.search(r"/search/|/search\.|/find\.", address)] == []
    page.keyboard.press("/")
    expect(dialog(page)).to_be_visible()
    expect(dialog(page).get_by_text("Narrow")).to_be_visible()
    assert [address for address in loaded if "/search/1/pagefind.js" in address] != []


@pytest.mark.few(1)
@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_and_escape_gives_the_focus_back(key: str, page: Page) -> None:
    page.goto("")
    door = page.get_by_role("link", name="I'm new here")
    door.focus()
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(door).to_be_focused()


def test_a_key_that_means_something_else_does_not_open_the_search(page: Page) -> None:
    page.goto("contribute/tell-a-story/")
    page.get_by_label("What happened?").press_sequentially("1/2")
    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_label("What happened?")).to_have_value("1/2")
    page.get_by_role("heading", level=1).click()
    for key in ("Control+/", "Alt+/", "Meta+/", "k"):
        page.keyboard.press(key)
    expect(dialog(page)).to_be_hidden()


def test_the_focus_stays_in_the_dialog(page: Page) -> None:
    page.goto("")
    search(page, "coffee")
    expect(results(page).first).to_be_visible()
    behind = "document.activeElement.closest('body > :not(dialog)') !== null"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(20):
            page.keyboard.press(key)
            assert page.evaluate(behind) is False


def test_a_result_has_title_kind_summary_and_the_sentence_that_matched(page: Page, book: Handbook) -> None:
    page.goto("")
    search(page, "plug reached")
    first = dialog(page).get_by_role("listitem").first
    expect(first.get_by_role("link")).to_have_text("The spilled coffee")
    expect(first).to_contain_text("Story")
    expect(first).to_contain_text(book.stories["spilled-coffee"].summary)
    expect(first).to_contain_text("Then she reached across to pull out the plug, and spilled her coffee.")
    assert first.locator("mark").all_inner_texts() == ["reached", "plug,"]


def test_a_result_says_that_its_story_is_made_up_for_practice(page: Page, book: Handbook) -> None:
    [invented] = [story for story in book.stories.values() if story.invented]
    page.goto("")
    search(page, invented.title)
    found = dialog(page).get_by_role("listitem").filter(has=page.get_by_role("link", name=invented.title, exact=True))
    expect(found).to_contain_text("Story, made up for practice")
    expect(dialog(page).locator(".lt-find__kind", has_text="made up for practice")).to_have_count(1)


def test_the_sentence_that_matched_is_never_the_title_again(page: Page) -> None:
    page.goto("")
    search(page, "coffee")
    expect(results(page).nth(3)).to_be_visible()
    titles = results(page).all_inner_texts()
    sentences = dialog(page).locator(".lt-find__sentence").all_inner_texts()
    assert "The spilled coffee" in titles
    assert sentences
    assert {text.strip("… .") for text in sentences} & set(titles) == set()


def test_the_best_come_first_and_the_others_by_kind(page: Page) -> None:
    page.goto("")
    search(page, "apology")
    expect(results(page).nth(3)).to_be_visible()
    names = dialog(page).get_by_role("heading", level=2).all_inner_texts()
    assert names[0] == "Best"
    assert names[1:] == [name for name in ("Stories", "Sessions", "Principles", "Other pages") if name in names]
    assert dialog(page).locator("ul").first.get_by_role("listitem").count() == 3


def test_screen_readers_are_told_how_many_pages_were_found_once_nobody_types_any_more(page: Page) -> None:
    page.goto("")
    search(page, "mopped")
    expect(status(page)).to_have_text("1 page found.")
    aloud = dialog(page).get_by_role("status")
    page.evaluate("""globalThis.said = []
      const place = document.querySelector("[data-part=aloud]")
      new MutationObserver(() => said.push(place.textContent)).observe(place, {childList: true})""")
    field(page).fill("zxqvw")
    expect(status(page)).to_have_text("Nothing found for “zxqvw”.")
    field(page).fill("gallon")
    expect(status(page)).to_have_text("2 pages found.")
    expect(aloud).to_have_text("2 pages found.")
    assert page.evaluate("said") == ["2 pages found."]


def test_a_page_that_has_only_some_of_the_words_is_not_said_to_be_found(page: Page) -> None:
    page.goto("")
    search(page, "christmas towel ")
    expect(status(page)).to_have_text(re.compile(r"^No page has all of that\. \d+ pages? with some of it\.$"))
    expect(dialog(page).get_by_role("heading", level=2).first).to_have_text("Some of it")
    field(page).fill("christmas snow ")
    expect(status(page)).to_have_text("Nothing found for “christmas snow”.")


@pytest.mark.few(3)
@pytest.mark.parametrize("word", ["snow", "salt", "christmas", "bicycle", "kitchen", "salary", "tax"])
def test_a_word_that_english_has_is_not_taken_for_a_slip(word: str, page: Page) -> None:
    page.goto("")
    search(page, f"{word} ")
    expect(status(page)).to_have_text(re.compile("found"))
    expect(status(page)).not_to_contain_text("Searched for")


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("cafe", "The spilled coffee"),
        ("CAFÉ", "The spilled coffee"),
        ("up sell", "No upselling during a problem"),
        ("up-sell", "No upselling during a problem"),
        ("toycar", "The wrong toy car"),
        ("buy", "The pack of four cables"),
    ],
)
def test_a_word_is_found_however_it_is_written(asked: str, title: str, page: Page) -> None:
    page.goto("")
    search(page, f"{asked} ")
    expect(result(page, title)).to_be_visible()


def test_the_end_of_a_word_that_is_being_typed_is_not_waited_for(page: Page) -> None:
    page.goto("")
    search(page, "mopp")
    expect(status(page)).to_have_text("1 page found.")
    field(page).fill("app ")
    expect(status(page)).to_have_text(re.compile(r"^\d pages? found\.$"))


def test_a_shared_search_for_the_beginning_of_a_word_shows_the_same(page: Page) -> None:
    page.goto("?q=mopp")
    expect(status(page)).to_have_text("1 page found.")


def test_a_pasted_letter_is_cut_and_answered(page: Page) -> None:
    page.goto("")
    search(page, "towel")
    field(page).fill("")
    page.keyboard.insert_text("flaot upseling gratitud " * 300)
    expect(status(page)).to_contain_text("Searched for")
    assert len(field(page).input_value()) == 400


def test_a_filter_that_is_on_is_seen_when_folded_and_can_be_cleared(page: Page) -> None:
    page.goto("?q=call&outcome=bad")
    only = dialog(page).get_by_text("Only Good or bad: Avoid this.")
    expect(only).to_be_visible()
    dialog(page).get_by_text("Narrow").click()
    expect(only).to_be_visible()
    dialog(page).get_by_role("button", name="Clear filters").click()
    expect(only).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?q=call$"))


def test_only_a_press_that_begins_and_ends_beside_the_dialog_closes_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    search(page, "coffee")
    box = dialog(page).bounding_box()
    assert box
    inside, outside = (box["x"] + 4, box["y"] + 4), (box["x"] - 40, box["y"] + 60)
    page.mouse.click(*inside)
    for start, end in ((inside, outside), (outside, inside)):
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end)
        page.mouse.up()
        expect(dialog(page)).to_be_visible()
    page.mouse.click(*outside)
    expect(dialog(page)).to_be_hidden()


@pytest.fixture
def cut_off(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of a reader whose line may be cut."""
    page = chromium.new_page(base_url=address)
    yield page
    page.context.close()


def test_without_a_line_nothing_old_stands_under_new_words_and_it_goes_on_by_itself(cut_off: Page) -> None:
    cut_off.goto("")
    search(cut_off, "towel")
    expect(results(cut_off).first).to_be_visible()
    cut_off.context.set_offline(True)
    field(cut_off).fill("gratitude ")
    expect(status(cut_off)).to_have_text("The search cannot be loaded. Are you connected?")
    expect(results(cut_off)).to_have_count(0)
    expect(dialog(cut_off).get_by_role("link")).to_have_text(["All pages"])
    cut_off.context.set_offline(False)
    expect(results(cut_off).first).to_have_text("Show gratitude")


def test_an_answer_that_comes_late_does_not_take_the_place_of_a_newer_one(page: Page) -> None:
    held: list[Route] = []
    page.route("**/spelling.txt", lambda route: held.append(route))
    page.goto("")
    page.get_by_role("button", name="Search").click()
    with page.expect_request("**/spelling.txt"):
        field(page).fill("zxqv ")
    field(page).fill("towel ")
    expect(results(page).first).to_be_visible()
    with page.expect_response("**/spelling.txt"):
        held[0].continue_()
    page.unroute_all()
    page.evaluate("() => fetch('search/spelling.txt').then((answer) => answer.text())")
    expect(status(page)).to_have_text(re.compile(r"^\d+ pages? found\.$"))


def test_who_opens_the_search_without_a_line_keeps_the_page_and_is_told(cut_off: Page) -> None:
    cut_off.goto("stories/toy-car/")
    cut_off.context.set_offline(True)
    cut_off.get_by_role("button", name="Search").click()
    told = cut_off.get_by_text("You are offline, and the search needs the network.")
    expect(told).to_be_visible()
    expect(cut_off.get_by_role("heading", level=1)).to_have_text("The wrong toy car")
    cut_off.context.set_offline(False)
    expect(told).to_be_hidden()


def test_arrow_keys_go_through_the_results_and_back_and_enter_opens_one(page: Page) -> None:
    page.goto("")
    search(page, "coffee")
    expect(results(page).nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(results(page).nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The spilled coffee")


def test_a_slip_of_the_finger_is_mended_and_the_reader_is_told(page: Page) -> None:
    page.goto("")
    search(page, "rootbeer flaot")
    expect(results(page).first).to_have_text("The forgotten root beer")
    expect(status(page)).to_contain_text("Searched for “root beer float")


def test_where_nothing_is_found_the_reader_can_choose_what_is_going_on(page: Page, book: Handbook) -> None:
    page.goto("")
    search(page, "qqwzx")
    expect(status(page)).to_contain_text("Nothing found")
    used = {story.moment for story in book.stories.values()}
    names = [moment.name for key, moment in book.vocabulary.moments.items() if key in used]
    assert results(page).all_inner_texts() == names
    results(page).first.click()
    expect(page).to_have_url(re.compile(r"/stories/\?moment="))
    expect(page.locator("#count")).to_contain_text(" of ")


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("Principle", "principle", "no-upselling"),
        ("What is going on", "moment", "not-working"),
        ("Where", "channel", "phone"),
        ("Good or bad", "outcome", "bad"),
    ],
)
def test_results_can_be_narrowed_and_each_choice_says_how_many_it_leaves(
    label: str, name: str, value: str, page: Page, book: Handbook
) -> None:
    page.goto("")
    search(page, "call")
    dialog(page).get_by_text("Narrow").click()
    choice = dialog(page).get_by_label(label)
    option = choice.locator(f"option[value={value}]")
    expect(option).to_have_text(re.compile(r"\(\d+\)$"))
    left = int(option.inner_text().rpartition("(")[2].rstrip(")"))
    choice.select_option(value)
    expect(status(page)).to_have_text(f"{left} page{'s' if left > 1 else ''} found.")
    expect(results(page)).to_have_count(left)
    shown = [re.sub(r".*/stories/([^/]+)/.*", r"\1", str(link.get_attribute("href"))) for link in results(page).all()]
    stories = [book.stories[slug] for slug in shown]
    assert len(stories) == left > 0
    assert all(value in {*story.principles, story.moment, story.channel, story.outcome} for story in stories)
    expect(page).to_have_url(re.compile(rf"\?q=call&{name}={value}$"))


def test_a_shared_search_shows_somebody_else_the_same(page: Page) -> None:
    page.goto("principles/?q=call&outcome=bad")
    expect(field(page)).to_have_value("call")
    expect(dialog(page).get_by_label("Good or bad")).to_have_value("bad")
    expect(status(page)).to_contain_text("found")
    expect(result(page, "The frozen picture")).to_be_visible()


def test_closing_the_search_takes_it_out_of_the_address(page: Page) -> None:
    page.goto("stories/?outcome=bad")
    search(page, "call")
    expect(page).to_have_url(re.compile("q=call"))
    dialog(page).get_by_role("button", name="Close").click()
    expect(page).to_have_url(re.compile(r"/stories/\?outcome=bad$"))


def test_the_words_are_marked_on_the_page_that_one_opens_and_what_is_folded_opens(page: Page) -> None:
    open_first(page, "towel", "The spilled coffee")
    marked: Any = page.evaluate(MARKED)
    assert set(marked) == {"towel"}
    expect(page.get_by_text("A worker brought a towel")).to_be_visible()


def test_what_is_marked_stays_marked_when_the_answers_change_their_places(page: Page) -> None:
    open_first(page, "towel", "The spilled coffee")
    expect(page.get_by_text("A worker brought a towel")).to_be_visible()
    page.get_by_role("button", name="Choose again").first.click()
    assert page.evaluate(MARKED) == ["towel"] * 4


def test_going_back_from_a_result_finds_the_search_as_it_was(page: Page) -> None:
    open_first(page, "towel", "The spilled coffee")
    page.go_back()
    expect(field(page)).to_have_value("towel")
    expect(results(page).first).to_have_text("The spilled coffee")


def test_a_choice_without_words_lists_the_newest_stories_first(page: Page, book: Handbook) -> None:
    page.goto("?q=&outcome=bad")
    bad = [slug for slug in book.newest(book.stories) if book.stories[slug].outcome == "bad"]
    expect(status(page)).to_have_text(f"{len(bad)} pages found.")
    expect(results(page)).to_have_text([book.stories[slug].title for slug in bad])


def test_signs_without_a_word_find_nothing(page: Page) -> None:
    page.goto("")
    search(page, "?!")
    expect(status(page)).to_have_text("Nothing found for “?!”.")


def test_without_its_module_the_search_button_is_the_link_to_all_pages_again(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)
    page.route(re.compile(r"/assets/search\.\w+\.js"), lambda route: route.abort())
    page.goto("stories/toy-car/")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All pages")
    page.close()


def test_what_one_types_while_the_search_is_on_its_way_is_searched_for(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)
    held: list[Route] = []
    page.route(re.compile(r"/assets/search\.\w+\.js"), lambda route: held.append(route))
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("root bear", delay=1)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("er")
    expect(page).to_have_url(address)
    held[0].continue_()
    expect(result(page, "The forgotten root beer")).to_be_visible()
    page.keyboard.type(" ice")
    expect(field(page)).to_have_value("root beer ice")
    page.close()


def test_what_the_search_needs_is_asked_for_at_once(browse: Browse, address: str) -> None:
    page = browse(address, fresh=True)  # who searched before has it all
    page.goto("privacy/", wait_until="networkidle")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(re.sub(r"^.*/", "", request.url)))
    page.on("requestfinished", lambda request: loaded.append("an answer"))
    page.keyboard.press("/")
    expect(dialog(page).get_by_text("Narrow")).to_be_visible()
    names = [re.sub(r"\.\w{8}\.js", ".js", name) for name in loaded]
    first = set(names[: names.index("an answer")])
    assert first == {
        "search.js", "search-dialog.js", "search-filters.js", "search-results.js", "search-now.js", "dom.js", "find.js",
        "lookup.js",
        "words.js", "pagefind.js", "words.json", "pagefind-entry.json?ts=", "wasm.en.pagefind",
    }  # fmt: skip
    assert {name for name in names if name.endswith(".js")} <= first


def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(chromium: Browser, address: str) -> None:
    page = chromium.new_page(base_url=address)
    page.route("**/search/words.json", lambda route: route.abort())
    page.goto("")
    search(page, "gallon")
    expect(status(page)).to_have_text("The search cannot be loaded. Are you connected?")
    page.unroute_all()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(results(page).first).to_have_text("The forgotten root beer")
    page.close()
