"""Step: the other parts of the list of everything."""

import re
from urllib.parse import quote

from handbook import addresses
from handbook.pages.lists import everything, part
from handbook.site.output import Site
from handbook.templates import printed

EVERYTHING = re.compile(r"<!-- everything -->.*?<!-- /everything -->", re.DOTALL)


def parts_of_everything(site: Site) -> None:
    """Make the other parts of the list of everything out of its first: beside it, so that each link stays right."""
    first_address, all_parts = addresses.part(1), everything(site.book)
    first = (site.folder / first_address / "index.html").read_text(encoding="utf-8")
    for number in range(2, len(all_parts) + 1):
        address = addresses.part(number)
        other = printed("lists/everything.html", address, **part(all_parts, number)).strip()
        page = EVERYTHING.sub(lambda _, other=other: other, first, count=1)  # type: ignore[misc]
        for written in (str, quote):  # the links of the foot have the address in a code
            page = page.replace(written(site.address + first_address), written(site.address + address))
        site.write(f"{address}index.html", page)
