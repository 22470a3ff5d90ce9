"""The library behind the handbook: reads Markdown and YAML, checks them, relates pages, shows them.

It does not import mkdocs. `scripts/macros.py` is the one door between it and the engine.
"""
