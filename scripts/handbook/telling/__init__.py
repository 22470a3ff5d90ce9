"""Stories that are new: drafts with hints, and what somebody told us."""
