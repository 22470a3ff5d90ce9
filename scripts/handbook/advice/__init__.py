"""Advice that stops nothing: on the prose, on what looks private, on words that stand in a source as well."""
