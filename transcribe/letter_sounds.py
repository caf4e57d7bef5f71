"""Roughly how an unknown word sounds (a name, a brand), in ARPABET: enough to find where it was said, not to say it.

Longest spelling first; a rough table of English letter-to-sound rules. The alignment only needs about the right length
and about the right sounds between neighbours that it knows.
"""

_SOUNDS = {
    "tion": "SH AH N", "sion": "ZH AH N", "ough": "AO", "augh": "AO", "eigh": "EY", "tch": "CH", "sch": "SH",
    "igh": "AY", "dge": "JH", "ch": "K", "sh": "SH", "th": "TH", "ph": "F", "wh": "W", "ck": "K", "ng": "NG",
    "qu": "K W", "gh": "G", "kn": "N", "wr": "R", "oo": "UW", "ee": "IY", "ea": "IY", "ou": "AW", "ow": "OW",
    "oa": "OW", "oi": "OY", "oy": "OY", "ai": "EY", "ay": "EY", "au": "AO", "aw": "AO", "ei": "AY", "ey": "IY",
    "ie": "IY", "ue": "UW", "ew": "Y UW", "er": "ER", "ir": "ER", "ur": "ER", "ar": "AA R", "or": "AO R",
    "bb": "B", "cc": "K", "dd": "D", "ff": "F", "gg": "G", "ll": "L", "mm": "M", "nn": "N", "pp": "P", "rr": "R",
    "ss": "S", "tt": "T", "zz": "Z", "ce": "S EH", "ci": "S IH", "cy": "S IY", "ge": "JH EH", "gi": "JH IH",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH",
    "k": "K", "l": "L", "m": "M", "n": "N", "o": "OW", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH",
    "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
_LONGEST = max(map(len, _SOUNDS))
_ANY_VOWEL = "AH"


def sounds_of(word: str) -> str:
    """ARPABET phones, separated by blanks; letters outside a–z sound like any vowel. Never empty."""
    letters = word.lower()
    if letters.endswith("e") and len(letters) > 3:
        letters = letters[:-1]
    sounds = []
    at = 0
    while at < len(letters):
        spelling = next((letters[at : at + n] for n in range(_LONGEST, 0, -1) if letters[at : at + n] in _SOUNDS), None)
        if spelling:
            sounds.append(_SOUNDS[spelling])
        elif letters[at].isalpha():
            sounds.append(_ANY_VOWEL)
        at += len(spelling or " ")
    return " ".join(sounds) or _ANY_VOWEL
