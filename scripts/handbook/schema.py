"""The content model for others than the check: JSON Schemas for editors, and the table of keys in the guide."""

import json
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.model import Choice, Company, Principle, Removed, RolePlay, Source, Story, Turn, Vocabulary, fields

# The models that authors meet, by the name of their schema. A data file of entries has one model for each entry.
PAGES: dict[str, type[BaseModel]] = {"story": Story, "principle": Principle}
DATA: dict[str, type[BaseModel]] = {"vocabulary": Vocabulary, "company": Company}
ENTRIES: dict[str, type[BaseModel]] = {"sources": Source, "removed": Removed}


def schemas() -> dict[str, str]:
    """Return the text of each JSON Schema, by its name."""
    found = {name: model.model_json_schema() for name, model in (PAGES | DATA).items()}
    for name, model in ENTRIES.items():
        entry = model.model_json_schema()
        about = {"title": name, "description": f"docs/{name}.yml: one entry for each key."}
        found[name] = about | {"type": "object", "additionalProperties": entry}
    return {
        name: json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema, indent=2) + "\n"
        for name, schema in found.items()
    }


def key_tables() -> list[dict[str, Any]]:
    """Return each part of the front matter with its keys, for the contributor guide."""
    tables = (
        ("story", "A story", Story),
        ("choice", "One of the choices of a story", Choice),
        ("role-play", "The role-play of a story", RolePlay),
        ("turn", "One of the turns of a twin", Turn),
        ("principle", "A principle", Principle),
    )
    return [
        {
            "anchor": anchor,
            "title": title,
            "about": (model.__doc__ or "").split("\n")[0],
            "keys_": [_key(name, field) for name, field in fields(model)],
        }
        for anchor, title, model in tables
    ]


def _key(name: str, field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    literal = ", ".join(get_args(field.annotation)) if get_origin(field.annotation) is Literal else ""
    return {
        "name": name,
        "what": field.description,
        "allowed": extra.get("allowed") or literal,
        "required": field.is_required(),
    }
