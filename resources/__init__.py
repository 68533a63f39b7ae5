"""Files the program ships: the default queue, page templates, word lists."""
