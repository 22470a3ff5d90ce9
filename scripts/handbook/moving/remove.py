"""Takes a page out: its file, what leads on from its addresses, and every place that names it."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from annotated_types import MinLen

from handbook.content.body import linked, links
from handbook.content.drawings import FOLDER as DRAWINGS
from handbook.content.files import Files
from handbook.content.macros import drawings_named
from handbook.content.pictures import ENDINGS
from handbook.content.reading import Page
from handbook.moving.edits import Edit, Plan, RefusedError, plan_of, source
from handbook.moving.mentions import NAMES_A_FILE, Argument, Link, Mention, Named, Target, mentions
from handbook.moving.yaml_edits import quoted, scalar
from handbook.permalinks import binding
from handbook.problems import Problem
from handbook.rules.whole_body import parts_of

REMOVED = "docs/removed.yml"
GO_WITH = {"twin": ("turns",)}  # keys that say nothing without another one
STAY = ("story", "principle")  # of a step of a session: without it, the step is about another thing


@dataclass(frozen=True)
class Reason:
    """Why a page goes, as readers see it, and the page to read instead, by its file from docs/."""

    why: str
    instead: str


def must_lead_on(files: Files, page: Page, target: Target) -> bool:
    """Return whether addresses of a page were published; those of a draft go with it."""
    return bool(binding(files) & set(_own_lines(files, page, target)))


def remove(files: Files, page: Page, target: Target, reason: Reason | None) -> Plan:
    """Return what it takes to remove a page. Raises RefusedError with each place that a person must decide on.

    A draft may go without a reason, where nothing else names it.
    """
    found = [mention for mention in mentions(files, target) if mention.path != target.path]
    if reason and reason.instead == f"{target.name}.md":
        raise RefusedError(f"{reason.instead} is the page itself; name another one to read instead")
    if faults := sorted(_faults(files, target, found, reason)):
        raise RefusedError(*faults)
    edits = [edit for mention in found for edit in _mended(files, mention, target, reason)]
    leading_on = [_entry(files, page, target, reason)] if reason and must_lead_on(files, page, target) else []
    plan = plan_of(files.root, [*edits, *leading_on])
    plan.texts[target.path] = None
    plan.told.insert(0, Problem(target.path, 1, "the page is gone"))
    plan.told += _left(files, page, target)
    return plan


def _own_lines(files: Files, page: Page, target: Target) -> Iterator[str]:
    """Yield the lines of the ledger that are of this page: its address, its short one, its old ones, its tag."""
    former = page.values.get("former")
    for slug in (target.slug, *(former if isinstance(former, list) else ())):
        yield f"/{Target(target.kind, str(slug)).address}"
    yield f"/go/{page.values.get('id')}/"
    yield from (e.text for e in files.ledger or () if e.stands_for == f"{target.kind.name}={target.slug}")


def _faults(files: Files, target: Target, found: list[Mention], reason: Reason | None) -> Iterator[Problem]:
    """Yield each place that a machine cannot mend."""
    for mention in found:
        line = source(files.root, mention.path).text.count("\n", 0, mention.start) + 1
        if isinstance(mention, Argument):
            text = f"{mention.macro} names {target.name}; choose another page there first"
            yield Problem(mention.path, line, text)
        elif isinstance(mention, Named) and _by_slug(mention) and not _can_go(mention):
            text = f"{mention.spoken} names {target.name} and nothing else; choose another first"
            yield Problem(mention.path, line, text)
        elif not reason and not (isinstance(mention, Named) and _by_slug(mention)):
            yield Problem(mention.path, line, f"this names {target.name}; say which page to read instead (INSTEAD=)")


def _by_slug(mention: Named) -> bool:
    return mention.key[-1] not in NAMES_A_FILE


def _can_go(mention: Named) -> bool:
    """Return whether a name may go from where it stands: a key that is optional, or a list that has others."""
    if not isinstance(mention.key[-1], int):
        return not mention.field.is_required() and mention.key[-1] not in STAY
    least = next((limit.min_length for limit in mention.field.metadata if isinstance(limit, MinLen)), 0)
    items = sum(1 for key in mention.yaml.places if key[:-1] == mention.key[:-1])
    return items > least


def _mended(files: Files, mention: Mention, target: Target, reason: Reason | None) -> Iterator[Edit]:
    """Yield the edits that take a mention out, or make it lead to the page to read instead."""
    instead = reason.instead if reason else ""
    if isinstance(mention, Link):
        path = posixpath.relpath(f"docs/{instead}", posixpath.dirname(mention.path))
        page = next((page for page in files.every() if page.path == f"docs/{instead}"), None)
        known = page.once(parts_of) if page else None
        part = f"#{mention.anchor}" if known and mention.anchor in known else ""
        told = f"the link leads to {path}{part}; read whether its words still fit"
        yield Edit(mention.path, mention.start, mention.end, path + part, told)
    elif isinstance(mention, Named):
        if _by_slug(mention):
            yield from _without(mention, target.slug)
        else:
            yield mention.yaml.replaced(mention.key, instead, f"{mention.spoken} names {instead}")


def _without(mention: Named, slug: str) -> Iterator[Edit]:
    """Yield the edits that take a name out of a list, or a key out with those that say nothing without it."""
    (*outer, last), yaml = mention.key, mention.yaml
    if isinstance(last, int):
        follower = yaml.places.get((*outer, 1)) if last == 0 else None
        lead = f", so {follower.text} comes first" if follower else ""
        yield yaml.dropped_item(tuple(outer), last, f"{mention.spoken} has {slug} no more{lead}")
        return
    for gone in (last, *GO_WITH.get(last, ())):
        if (key := (*outer, gone)) in yaml.places:
            yield yaml.dropped_key(key, f"{gone} is gone, since {slug} is")


def _entry(files: Files, page: Page, target: Target, reason: Reason) -> Edit:
    """Return the edit that adds the entry of a page to docs/removed.yml."""
    former = page.values.get("former")
    values = {"id": page.values.get("id"), "title": page.values.get("title"), "why": reason.why}
    lines = [f"{target.name}:", *(f"  {key}: {quoted(str(value))}" for key, value in values.items())]
    lines.append(f"  instead: {scalar(reason.instead)}")
    if isinstance(former, list) and former:
        lines.append(f"  former: [{', '.join(scalar(str(name)) for name in former)}]")
    text = source(files.root, REMOVED).text
    gap = "" if not text or text.endswith("\n") else "\n"
    told = f"its addresses lead on to {reason.instead}"
    return Edit(REMOVED, len(text), len(text), gap + "\n" * bool(text) + "\n".join(lines) + "\n", told)


def _left(files: Files, page: Page, target: Target) -> Iterator[Problem]:
    """Yield a word on each picture that nothing else shows: it stays, and a person may delete it."""
    page_id = str(page.values.get("id"))
    in_doors = {name for other in files.own_pages for name in drawings_named(other.body)}
    drawn = {name for name in files.drawings if name == page_id or name.startswith(f"{page_id}-")} - in_doors
    here = {path for path in _linked(page) if path.endswith(ENDINGS)}
    elsewhere = {path for other in files.every() if other.path != target.path for path in _linked(other)}
    for path in sorted({f"{DRAWINGS}/{name}.svg" for name in drawn} | (here - elsewhere)):
        yield Problem(path, 1, f"only {target.name} showed this picture; delete it, if you like")


def _linked(page: Page) -> set[str]:
    """Return the files that a page links to, or shows."""
    return {found[1] for _, address in links(page.body) if (found := linked(page.path, address))}
