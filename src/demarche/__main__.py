"""`python -m demarche` is the command line."""

from demarche.cli import main

if __name__ == "__main__":
    main()
