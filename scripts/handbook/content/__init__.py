"""From a file to values: reading, what the values may be, and the words for what is wrong with them."""
