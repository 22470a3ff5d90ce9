"""What pages show of other pages, as plain values for the templates. Nothing here writes HTML.

Addresses are those from the site's root; templates make them relative to their page with the filter `url`.
"""

from typing import Any

View = dict[str, Any]
