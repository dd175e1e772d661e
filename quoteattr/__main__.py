"""`python -m quoteattr` is the command `quoteattr`."""

from quoteattr.interfaces.cli import main

if __name__ == "__main__":
    main(prog_name="quoteattr")
