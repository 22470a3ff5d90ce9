"""Write the JSON Schemas for editors into .vscode/schemas/: `python scripts/editor_schemas.py`."""

from pathlib import Path

from handbook.content.schema import schemas
from handbook.kinds import models

FOLDER = Path(__file__).resolve().parent.parent / ".vscode/schemas"


def main() -> None:
    """Write one file for each kind of page and each data file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas(models()).items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
