"""Measuring the product on labelled data: each task runs exactly the code the product runs."""
