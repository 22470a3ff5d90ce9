"""The tab that all tests of a handbook share is to each of them as if it were new."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from visiting import PHONE, Profile


@pytest.fixture
def profile(chromium: Browser, address: str) -> Iterator[Profile]:
    """A reader of the real handbook whom no other test meets."""
    profile = Profile(chromium, address, {"viewport": PHONE})
    yield profile
    profile.context.close()


@pytest.mark.parametrize(
    ("asked", "body", "there"),
    [
        (r"/handbook\.\w+\.css$", "article { display: none }", "article"),
        (r"/decide\.\w+\.js$", "", "html[data-decide=ready]"),
        (r"/stories/toy-car/$", "Sign in", "article"),
    ],
)
def test_what_a_test_answers_for_the_server_goes_with_it(asked: str, body: str, there: str, profile: Profile) -> None:
    profile.page.route(re.compile(asked), lambda route: route.fulfill(response=route.fetch(), body=body))
    profile.page.goto("stories/toy-car/", wait_until="networkidle")
    expect(profile.page.locator(there)).to_be_hidden()
    assert profile.leave()
    profile.page.goto("stories/toy-car/")
    expect(profile.page.locator(there)).to_be_visible()


def test_who_was_cut_off_from_the_network_is_on_it_again(profile: Profile) -> None:
    profile.page.goto("")
    profile.context.set_offline(True)
    assert profile.leave()
    profile.page.goto("stories/")
    assert profile.faults == []
