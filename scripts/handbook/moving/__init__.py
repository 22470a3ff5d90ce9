"""Renaming and removing: what names a page or a key, how each place is mended, and that all of it happens or nothing.

A change is planned on what was read (rename, rename_key, remove), tried on a copy that the check judges (trial), and
only then written, whole or not at all (handbook.writing).
"""
