"""What a new page is called: file names in any script, and ids that tell one story from another."""

import pytest

from handbook.content.files import SLUG
from handbook.telling.names import LONGEST_NAME, id_of, numbered, slug_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The late parcel", "late-parcel"),
        ("Ruff, ruff's extra night", "ruff-ruffs-extra-night"),
        ("Ruff’s and Oʼneill`s", "ruffs-and-oneills"),
        ("Zoë's crème brûlée", "zoes-creme-brulee"),
        ("Über Straßen, Łódź & Ærø", "uber-strassen-lodz-aero"),
        ("Потерянный зонт", "poteriannyi-zont"),
        ("Η χαμένη ομπρέλα", "e-khamene-omprela"),
        ("漢字", "han-zi"),
        ("잃어버린 우산", "ilheobeorin-usan"),
        ("£5 for 1,000 cups", "5-for-1000-cups"),
        ("The 🙂 waiter", "waiter"),
        ("&#65; <b>", "65-b"),
        ("A", "a"),
        ("🙂🙂🙂", ""),
        ("...", ""),
    ],
)
def test_a_title_in_any_script_gives_a_file_name_that_can_be_read(title: str, name: str) -> None:
    assert slug_of(title) == name


def test_a_file_name_is_cut_at_a_word_and_a_word_without_end_is_cut_too() -> None:
    assert slug_of("word " * 40) == ("word-" * 12).strip("-")
    assert slug_of("x" * 252) == "x" * LONGEST_NAME
    assert SLUG.fullmatch(slug_of("ab " * 300))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The late parcel", "parcel"),
        ("Three extra spoons", "spoons"),
        ("Would you wait?", "wait"),
        ("Its own hat", "hat"),
        ("The delayed train", "train"),
        ("Ruff, ruff's extra night", "night"),  # where no page holds either, the longer word
        ("Automated help", "help"),
        ("Café, late!", "cafe"),
        ("Потерянный зонт", "poteriannyi"),
        ("漢字", "han"),
        ("Internationalisierungsprobleme", "internationa"),
        ("2026", "2026"),
        ("Two for one", "twoforone"),
        ("Three", ""),
        ("🙂🙂🙂", ""),
    ],
)
def test_the_most_telling_word_of_a_title_is_its_id(title: str, name: str) -> None:
    assert id_of(title, set(), lambda word: 0) == name


def test_a_word_that_few_pages_hold_tells_more_than_one_of_many() -> None:
    pages = {"customer": 20, "umbrella": 3, "kite": 0}
    assert id_of("The customer, the kite and the umbrella", set(), pages.__getitem__) == "kite"


def test_where_a_word_is_taken_the_next_one_stands_in_then_two_words_then_a_number() -> None:
    used = set[str]()
    for name in ("car", "toy", "toycar", "car2", "car3"):
        assert id_of("The toy car", used, {"car": 0, "toy": 1}.__getitem__) == name
        used.add(name)


def test_a_name_with_a_number_is_no_longer_than_it_may_be() -> None:
    assert numbered("late-parcel", {"late-parcel", "late-parcel-2"}, 60, "-") == "late-parcel-3"
    assert numbered("x" * 12, {"x" * 12}, 12) == "x" * 11 + "2"
    assert numbered("late-parcel", {"late-pa"}, 7, "-") == "late-2"
