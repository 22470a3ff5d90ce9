"""The rules, by theme. Each yields problems, and its docstring is the rule; every.py has the list of them.

They read raw values, so that a page with a faulty key still has its other keys checked in the same run.
"""
