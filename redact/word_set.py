"""A table of words, written as one string."""


def word_set(words: str) -> frozenset[str]:
    """The words between the blanks."""
    return frozenset(words.split())
