"""What comes after deciding, in real Chromium: the plan, the role-play, the twin telling, the principle behind it."""

import json

import pytest
from playwright.sync_api import Page, expect

from conftest import Pages, slugs
from handbook.book import Handbook
from visiting import Browse

STORY, OTHER = "stories/root-beer-floats/", "stories/toy-car/"
TWINS = ("spilled-coffee", "dropped-cone")
PLAN = 'If a customer has lost a <b>thing</b>, then I look for it.\nFirst under the "till".'


each_twin = pytest.mark.parametrize(("slug", "twin"), [TWINS, TWINS[::-1]], ids=TWINS)
each_principle = pytest.mark.parametrize("slug", slugs("principles"))


def read_on(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Read on without deciding").click()


def keep(page: Page, plan: str) -> None:
    page.get_by_label("Now in your own words:").fill(plan)
    page.get_by_role("button", name="Keep my plan").click()


def plans(page: Page) -> dict[str, str]:
    """The plans that the device keeps, by the id of their story."""
    kept = page.evaluate("localStorage.getItem('little-things:/:mine')")
    return {story: plan["text"] for story, plan in json.loads(kept or '{"plans": {}}')["plans"].items()}


@pytest.fixture
def story(page: Page) -> Page:
    read_on(page, STORY)
    return page


def test_a_plan_is_there_after_a_reload_and_in_a_new_tab(story: Page) -> None:
    keep(story, PLAN)
    expect(story.locator(".lt-plan [role=status]")).to_have_text("Kept on this device.")
    story.reload()
    expect(story.get_by_label("Now in your own words:")).to_have_value(PLAN)
    tab = story.context.new_page()
    read_on(tab, STORY)
    expect(tab.get_by_label("Now in your own words:")).to_have_value(PLAN)


def test_a_plan_belongs_to_its_story_alone(story: Page, book: Handbook) -> None:
    keep(story, PLAN)
    assert story.evaluate("Object.keys(localStorage)") == ["little-things:/:mine"]
    assert plans(story) == {book.stories["root-beer-floats"].id: PLAN}
    read_on(story, OTHER)
    expect(story.get_by_label("Now in your own words:")).to_have_value("")
    expect(story.get_by_role("button", name="Delete it")).to_be_hidden()


def test_a_plan_is_sent_nowhere(story: Page) -> None:
    story.wait_for_load_state("networkidle")
    sent: list[str] = []
    story.context.on("request", lambda request: sent.append(request.url))
    keep(story, PLAN)
    expect(story.locator(".lt-plan [role=status]")).to_have_text("Kept on this device.")
    assert (sent, story.context.cookies()) == ([], [])


def test_a_plan_can_be_deleted(story: Page) -> None:
    keep(story, PLAN)
    story.get_by_role("button", name="Delete it").click()
    expect(story.locator(".lt-plan [role=status]")).to_have_text("Deleted.")
    for _ in range(2):
        expect(story.get_by_label("Now in your own words:")).to_have_value("")
        expect(story.get_by_role("button", name="Delete it")).to_be_hidden()
        assert plans(story) == {}
        story.reload()


def test_an_empty_plan_is_not_kept(story: Page) -> None:
    keep(story, " \n ")
    expect(story.locator(".lt-plan [role=status]")).to_have_text("Write your plan first.")
    expect(story.get_by_label("Now in your own words:")).to_be_focused()
    assert plans(story) == {}


def test_role_play_cards_and_trainers_notes_are_folded_and_open_one_by_one(story: Page, book: Handbook) -> None:
    play = book.stories["root-beer-floats"].role_play
    texts = [play.customer, play.staff, play.observer, play.twist]
    folds = story.locator("#rest details")
    names = ["Customer", "Staff", "Observer", "Twist for a second round", "For trainers"]
    assert folds.locator("summary").all_inner_texts() == names

    for i, text in enumerate(texts):
        folds.locator("summary").nth(i).press("Enter")
        assert folds.evaluate_all("all => all.map(fold => fold.open)") == [place == i for place in range(5)]
        expect(story.get_by_text(text, exact=True)).to_be_visible()
        folds.locator("summary").nth(i).press("Enter")
    folds.locator("summary").nth(4).press("Space")
    expect(folds.nth(4).get_by_role("paragraph").first).to_be_visible()


@each_twin
def test_a_twin_asks_where_the_stories_part_before_it_shows_both(
    slug: str, twin: str, page: Page, book: Handbook
) -> None:
    read_on(page, f"stories/{slug}/")
    form, both = page.locator(".lt-spot"), page.locator("#twin-steps")
    expect(both).to_be_hidden()
    turns = book.stories[slug].turns or []
    assert form.locator("label").all_inner_texts() == [turn.when for turn in turns]

    wrong = next(turn for turn in turns if not turn.turn)
    form.get_by_label(wrong.when).check()
    form.get_by_role("button", name="Show both", exact=True).click()
    expect(both).to_be_visible()
    assert form.locator("label").all_inner_texts() == [turn.when for turn in turns]
    right = next(turn for turn in turns if turn.turn)
    said = {turn.when: form.get_by_role("listitem").filter(has_text=turn.when).inner_text() for turn in turns}
    assert said == {turn.when: turn.when for turn in turns} | {
        wrong.when: f"You chose this\n\n{wrong.when}\n\nNot here",
        right.when: f"{right.when}\n\nHere they part",
    }
    expect(form.get_by_role("status")).to_have_text("Your choice: Not here. The page goes on below.")


@each_twin
def test_a_twin_tells_the_turns_of_both_stories_word_for_word(
    slug: str, twin: str, pages: Pages, book: Handbook
) -> None:
    here, there = book.stories[slug], book.stories[twin]
    expected = [
        [f"{ours.when} (they part here)" if ours.turn else ours.when, here.title, ours.what, there.title, theirs.what]
        for ours, theirs in zip(here.turns or [], there.turns or [], strict=True)
    ]
    steps = pages[f"stories/{slug}/"].select("#twin-steps section")
    found = [[" ".join(part.get_text().split()) for part in step.select("h4, p")] for step in steps]
    assert found == expected


@pytest.mark.few(2)
@pytest.mark.parametrize(("width", "beside"), [(390, False), (1280, True)])
@each_twin
def test_the_two_tellings_stand(slug: str, twin: str, width: int, beside: bool, browse: Browse, address: str) -> None:
    """Side by side on a wide screen, one under the other on a phone."""
    page = browse(address, viewport={"width": width, "height": 900})
    page.goto(f"stories/{slug}/#step-1")
    for step in page.locator(".lt-twin__step").all():
        ours, theirs = (telling.bounding_box() for telling in step.locator("> div").all())
        assert ours and theirs
        assert (ours["y"] == theirs["y"], ours["x"] + ours["width"] <= theirs["x"]) == (beside, beside)
        assert (ours["x"] == theirs["x"], ours["y"] + ours["height"] <= theirs["y"]) == (not beside, not beside)


@each_principle
def test_a_principle_has_its_parts_in_the_order_of_use(slug: str, pages: Pages, book: Handbook) -> None:
    parts = pages[f"principles/{slug}/"].select(".lt-story :is(h1, .lt-rule, h2:not(#next))")
    assert [" ".join(part.get_text().split()) for part in parts] == [
        book.principles[slug].title,
        book.principles[slug].rule,
        "Why",
        "How to do it",
        "Say this, not that",
        "Your limits",
        "Where it stops",
        "Stories",
        "Evidence for",
        "Evidence against",
        "On paper",
    ]


@each_principle
def test_a_principle_has_three_to_five_steps_and_its_evidence_folded(slug: str, pages: Pages) -> None:
    page = pages[f"principles/{slug}/"]
    steps = page.select("#how-to-do-it + ol > li")
    assert 3 <= len(steps) <= 5
    [fold] = page.select("details.lt-evidence")
    assert not fold.has_attr("open")
    assert [heading["id"] for heading in fold.select("h2")] == ["evidence-for", "evidence-against"]


@pytest.mark.parametrize("anchor", ["evidence", "evidence-for", "evidence-against"])
def test_a_link_to_the_evidence_opens_it(anchor: str, page: Page) -> None:
    page.goto(f"principles/own-the-mistake/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Evidence for")).to_be_visible()
