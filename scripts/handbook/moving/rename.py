"""Gives a page another name: its file, its old address, and every place that names it."""

import posixpath
from collections.abc import Iterator

from handbook.content.files import SLUG, Files
from handbook.content.reading import Page
from handbook.moving.edits import Edit, Plan, RefusedError, plan_of, source
from handbook.moving.mentions import Argument, Link, Mention, Named, Target, mentions, yaml_of
from handbook.moving.yaml_edits import scalar
from handbook.permalinks import binding, taken
from handbook.problems import Problem, shown

LONGEST = 60  # letters of a file name that a command gives
NAME = 'a-z, 0-9 and single hyphens, such as "toy-race"'


def rename(files: Files, page: Page, target: Target, slug: str) -> Plan:
    """Return what it takes to give a page another slug. Raises RefusedError where that cannot be."""
    new = Target(target.kind, slug)
    if why := _refusal(files, page, target, new):
        raise RefusedError(why)
    edits = [_mended(mention, target, new) for mention in mentions(files, target)]
    plan = plan_of(files.root, [*edits, *_former(files, page, target, new)])
    text = plan.texts.pop(target.path, None) or source(files.root, target.path).as_it_is
    plan.texts |= {target.path: None, new.path: text}
    plan.told = [
        Problem(new.path if told.path == target.path else told.path, told.line, told.text) for told in plan.told
    ]
    plan.told.insert(0, Problem(new.path, 1, f"this was {target.path}"))
    return plan


def name_fault(slug: str) -> str | None:
    """Return why a text can be no file name and no key of the vocabulary; None where it can."""
    if not SLUG.fullmatch(slug):
        return f"the new name is {shown(slug)}; allowed: {NAME}"
    if len(slug) > LONGEST:
        return f"the new name has {len(slug)} characters; allowed: at most {LONGEST}"
    return None


def _refusal(files: Files, page: Page, target: Target, new: Target) -> str | None:
    """Return why a page cannot have a name."""
    if fault := name_fault(new.slug):
        return fault
    if new.slug == target.slug:
        return f"{target.name} has this name already"
    if new.slug in target.kind.own:
        return f"the new name is {new.slug}, and {new.path} is a page of the handbook's own; choose another name"
    if not target.kind.has_key("former"):
        return f"a {target.kind.name} cannot keep its old address, since it has no key former"
    if new.slug in files.pages[target.kind.folder]:
        return f"{new.path} is there already; choose another name"
    if f"/{new.address}" in taken(files) and new.slug not in _old_names(page):
        return f"{new.name} was the name of another page, and people may have its address; choose another name"
    if not isinstance(page.values.get("former", []), list):
        return f"{target.path}:{page.line('former')}: former is no list; mend it first"
    return None


def _mended(mention: Mention, target: Target, new: Target) -> Edit:
    """Return the edit that makes a mention name the page by its new name."""
    if isinstance(mention, Link):
        _, sign, anchor = mention.text.partition("#")
        path = posixpath.join(posixpath.dirname(mention.written), f"{new.slug}.md")
        return Edit(mention.path, mention.start, mention.end, path + sign + anchor, f"the link leads to {new.slug}.md")
    if isinstance(mention, Named):
        text = new.slug if mention.text == target.slug else f"{new.name}.md"
        return mention.yaml.replaced(mention.key, text, f"{mention.spoken} names {text}")
    text = new.slug if mention.text == target.slug else new.address
    macro = mention.macro if isinstance(mention, Argument) else ""
    return Edit(mention.path, mention.start, mention.end, text, f"{macro} names {text}")


def _former(files: Files, page: Page, target: Target, new: Target) -> Iterator[Edit]:
    """Yield the edit that keeps the old address, where it was published, and frees the new one."""
    old, keeps = _old_names(page), f"/{target.address}" in binding(files)
    yaml = yaml_of(files, page)
    told = f"former keeps the old address, /{target.address}"
    if new.slug in old:
        number = old.index(new.slug)
        if keeps:
            yield yaml.replaced(("former", number), target.slug, told)
        else:
            yield yaml.dropped_item(("former",), number, f"former has {new.slug} no more")
    elif keeps and ("former",) in yaml.places:
        yield yaml.added_item(("former",), target.slug, told)
    elif keeps:
        fence = len("\n".join(yaml.text.split("\n")[: page.body_line - 2])) + 1
        yield Edit(page.path, fence, fence, f"former: [{scalar(target.slug)}]\n", told)


def _old_names(page: Page) -> list[str]:
    former = page.values.get("former")
    return [str(name) for name in former] if isinstance(former, list) else []
