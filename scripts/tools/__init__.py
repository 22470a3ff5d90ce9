"""What proves and measures the handbook. The library imports nothing from here."""
