"""Advice that stops nothing: on the prose, on names, on words that stand in a source as well."""
