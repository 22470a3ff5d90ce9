"""Write the JSON Schemas for editors into .vscode/schemas/: `python scripts/editor_schemas.py`."""

from pathlib import Path

from command import run
from handbook.content.schema import schemas
from handbook.kinds import models
from handbook.writing import write

FOLDER = Path(__file__).resolve().parent.parent / ".vscode/schemas"


def main(arguments: list[str]) -> int:
    """Write one file for each kind of page and each data file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas(models()).items():
        write(FOLDER / f"{name}.json", text)
    return 0


if __name__ == "__main__":
    run(main)
