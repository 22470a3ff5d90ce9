"""What can be found out about a page alone: where it is read, on all cores, and once for as long as its file stays.

The rules and the check ask for the same by `once`, and find it there.
"""

from collections.abc import Callable, Iterable

from handbook.content.fields import Model
from handbook.content.model import OwnPage
from handbook.content.reading import Page
from handbook.content.validate import validate
from handbook.kinds import kind_of
from handbook.problems import Problem
from handbook.rules.customers import places_in
from handbook.rules.own_pages import read_calls
from handbook.rules.whole_body import faults_of_body, links_of
from handbook.said import edition_of_file

Advise = Callable[[Page], Iterable[Problem]]


def as_model(page: Page) -> tuple[Model | None, list[Problem]]:
    """Return a page as the model of its kind, and what is wrong with it."""
    problems: list[Problem] = []
    kind = kind_of(page.path)
    return validate(kind.model if kind else OwnPage, page, problems), problems


def advice_on(page: Page, advise: Advise) -> list[Problem]:
    """Return the advice on a page."""
    return list(advise(page))


def find_out(advise: Advise | None, page: Page) -> None:
    """Find out all of it, and the advice on a page of a kind where it is asked for."""
    more = (faults_of_body, edition_of_file) if kind_of(page.path) else (read_calls,)
    for work in (as_model, links_of, places_in, *more):
        page.once(work)
    if advise and kind_of(page.path):
        page.once(advice_on, advise)
