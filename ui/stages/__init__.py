"""The seven pages, strangers to one another: a presenter without widgets and a page without commands each."""
