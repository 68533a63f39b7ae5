"""`python -m desktop`: the same door as the installed `triagedeck` command."""

from desktop.cli import main

if __name__ == "__main__":
    main()
