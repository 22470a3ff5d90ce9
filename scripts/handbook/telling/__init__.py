"""Stories that are new: the conversation of `make story`, drafts with hints, and what somebody told us."""
