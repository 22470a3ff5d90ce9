"""The ways out of the page where staff tell a story: a filled-in issue form, an e-mail, a text to copy."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from handbook.telling.answers import FORM, questions, read
from test_story_catcher import ANSWERS, PATH, ROOT, form_fields, send, tell, ways
from visiting import Browse

REPOSITORY = "https://github.com/example/little-things"
GITHUB, MAIL, COPY = "Open the form on GitHub", "Write the e-mail", "Copy the text"


def address_of(page: Page, way: str) -> str:
    return page.get_by_role("link", name=way).get_attribute("href") or ""


def expected_text(**answers: str) -> str:
    """The text as GitHub would write it."""
    labels = {name: field["attributes"]["label"] for name, field in form_fields().items()}
    return "\n\n".join(f"### {labels[name]}\n\n{answers.get(name, '_No response_')}" for name in labels)


def test_the_link_opens_the_issue_form_with_every_answer(page: Page) -> None:
    tell(page, **ANSWERS)
    send(page)
    address = urlsplit(address_of(page, GITHUB))
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPOSITORY}/issues/new"
    filled = {name: values[0] for name, values in parse_qs(address.query, strict_parsing=True).items()}
    assert filled == {"template": Path(FORM).name} | ANSWERS
    assert list(filled)[1:] == list(form_fields())


def test_answers_that_were_not_given_are_not_in_the_link(page: Page) -> None:
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    assert parse_qs(urlsplit(address_of(page, GITHUB)).query) == {
        "template": ["tell-us-a-story.yml"],
        "happened": ["It rained."],
        "did": ["I ran."],
    }


def test_the_e_mail_holds_every_answer(page: Page) -> None:
    tell(page, **ANSWERS)
    send(page)
    found = re.fullmatch(r"mailto:([^?]+)\?subject=([^&]+)&body=([^&]+)", address_of(page, MAIL))
    assert found
    assert found[1] == "ideas@example.com"
    assert unquote(found[2]) == "A story: The umbrella"
    assert unquote(found[3]) == expected_text(**ANSWERS).replace("\n", "\r\n")


def test_the_copied_text_is_what_the_issue_would_say(browse: Browse, address: str) -> None:
    page = browse(address, permissions=["clipboard-read", "clipboard-write"])
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    page.get_by_role("button", name=COPY).click()
    expect(page.get_by_text("Copied. Now paste it into your message.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == expected_text(happened="It rained.", did="I ran.")


def test_where_the_browser_does_not_copy_the_text_is_marked(page: Page) -> None:
    page.add_init_script(
        "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    tell(page, **ANSWERS)
    send(page)
    page.get_by_role("button", name=COPY).click()
    expect(page.get_by_text("The text is marked: copy it yourself.")).to_be_visible()
    expect(page.get_by_label("This is what you send")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == expected_text(**ANSWERS)


def test_what_was_sent_is_read_back_by_the_command(page: Page) -> None:
    tell(page, **ANSWERS)
    send(page)
    told = read(ways(page)[-1], questions(ROOT))
    assert {name: getattr(told, name) for name in ANSWERS} == ANSWERS | {
        "happened": ANSWERS["happened"].replace("\n", " "),
    }


@pytest.mark.parametrize(("length", "fits"), [(1280, True), (1340, False)])
def test_a_story_too_long_for_a_link_goes_another_way(page: Page, length: int, fits: bool) -> None:
    tell(page, happened="é" * length, did="I ran.")
    send(page)
    advice = page.get_by_text("Your story is too long for the form on GitHub. Use one of the next ways.")
    expect(advice).to_be_visible(visible=not fits)
    expect(page.get_by_role("link", name=GITHUB)).to_be_visible(visible=fits)
    assert (len(ways(page)[0]) < 8000, len(ways(page))) == (True, 3) if fits else (False, 2)


def test_half_a_sign_does_not_stop_anything(page: Page) -> None:
    tell(page, did="I ran.")
    page.evaluate("document.getElementById('happened').value = 'Rain \\ud83d fell'")
    send(page)
    assert "Rain \ufffd fell" in unquote(address_of(page, MAIL))


@pytest.fixture
def configured(page: Page) -> Callable[[str, str], None]:
    """Serve the page as a handbook with another repository and another contact would build it."""

    def configure(repository: str, reach: str) -> None:
        def answer(route: Route) -> None:
            response = route.fetch()
            body = response.text().replace(f'data-repository="{REPOSITORY}"', f'data-repository="{repository}"')
            route.fulfill(response=response, body=body.replace("ideas@example.com", reach))

        page.route(f"**/{PATH}", answer)

    return configure


def test_without_a_repository_there_is_no_link_to_it(page: Page, configured: Callable[[str, str], None]) -> None:
    configured("", "the office, office+ideas@shop.example.org.")
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    expect(page.get_by_role("link", name=GITHUB)).to_be_hidden()
    expect(page.get_by_text("Your story is too long")).to_be_hidden()
    assert address_of(page, MAIL).startswith("mailto:office+ideas@shop.example.org?subject=A%20story&body=")


def test_without_an_e_mail_address_the_text_can_still_be_copied(
    page: Page, configured: Callable[[str, str], None]
) -> None:
    configured("", "extension 100")
    tell(page, happened="It rained.", did="I ran.")
    send(page)
    expect(page.get_by_role("link", name=MAIL)).to_be_hidden()
    expect(page.get_by_text("Paste it into a message to the handbook team (extension 100).")).to_be_visible()
    assert ways(page) == [expected_text(happened="It rained.", did="I ran.")]


def test_all_of_it_works_without_a_network_once_the_page_is_there(browse: Browse, address: str) -> None:
    page = browse(address, fresh=True, permissions=["clipboard-read", "clipboard-write"])
    page.route("**/favicon.svg", lambda route: route.fulfill())  # the browser may ask for it at any time
    tell(page)
    page.locator("footer").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("What happened?").fill("Mrs Jones rang.")
    page.get_by_label("What did you do?").fill("I ran.")
    send(page)
    page.get_by_label("I have looked at these").check()
    page.get_by_role("button", name=COPY).click()
    expect(page.get_by_text("Copied. Now paste it into your message.")).to_be_visible()
    assert len(ways(page)) == 3


def test_the_page_itself_sends_nothing(page: Page) -> None:
    tell(page)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method != "GET" or "?" in asked.url else None)
    page.locator("#happened").fill("It rained.")
    page.locator("#did").fill("I ran.")
    page.locator("#title").press("Enter")
    expect(page.get_by_role("heading", name="Before you send it")).to_be_focused()
    assert (sent, urlsplit(page.url).query) == ([], "")
