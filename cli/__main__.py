"""`python -m cli` is `hushtape`."""

from cli import main

if __name__ == "__main__":
    main()
