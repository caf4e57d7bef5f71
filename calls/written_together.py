"""Scripts that are written without blanks between words: Chinese, Japanese, Thai, Lao, Burmese."""

import re

_SIGN = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u3000-\u30ff\u31f0-\u31ff"  # their punctuation, kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Chinese characters
    "\uff00-\uffef"  # full-width forms
    "]"
)
"""Unicode 16, `Blocks.txt`. Korean has blanks."""


def is_without_blanks(sign: str) -> bool:
    """Whether one character is of such a script."""
    return _SIGN.fullmatch(sign) is not None


def are_written_together(before: str, after: str) -> bool:
    """Whether no blank stands between two words: one ends and the other begins in such a script."""
    return is_without_blanks(before[-1:]) and is_without_blanks(after[:1])
