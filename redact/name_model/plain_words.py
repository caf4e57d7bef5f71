"""Words that the model takes for a part of a name or a number and that are none."""

from redact.confidence_levels import level
from redact.everyday_words import is_everyday
from redact.name_cues import TITLES
from redact.name_lists import us_first_names
from redact.name_words import NOT_NAMES, Worth, worth_of
from redact.number_words import HOMOPHONES, MONTHS, NUMERALS, ORDINALS, SPELLING_ALPHABET
from redact.regions import COUNTRIES, PEOPLES, STATES_ALONE
from redact.street_words import SUFFIXES, UNITS
from redact.word_set import word_set

_SURE_OF_A_TITLE = level("name_model.plain_words", "sure_of_a_title")
_SURE_OF_A_WORD = level("name_model.plain_words", "sure_of_a_word")
"""So likely must a word be a part of a name that never is one ("and", "hello") …"""
_SURE_OF_AN_EVERYDAY_WORD = level("name_model.plain_words", "sure_of_an_everyday_word")
"""… an everyday word that stands on no list of names ("building") …"""
_SURE_OF_A_CAPITAL = level("name_model.plain_words", "sure_of_a_capital")
"""… and one that is written with a capital within a sentence."""
_SURE_OF_A_PEOPLE = level("name_model.plain_words", "sure_of_a_people")
"""… a country, a people or its language …"""
_SURE_BEHIND_AN_ARTICLE = level("name_model.plain_words", "sure_behind_an_article")
"""… and an everyday word behind an article or "my": "a goat", "her roof"."""
_SHORTEST_WORD = 2
"""Letters: single ones spell a name."""
_OF_DATES = NUMERALS | ORDINALS | frozenset(MONTHS)
"""No names, but secrets all the same where a date of birth is said."""
_SAID_IN_NUMBERS = (
    _OF_DATES
    | SPELLING_ALPHABET
    | frozenset(HOMOPHONES)
    | word_set(
        "hundred thousand the of dash hyphen dot point slash star hash pound colon stroke bee sea tea pea jay kay em "
        "en ex zed zee ess ell eff gee queue cue dee aitch vee ar are you why see be ray"
    )
)
"""Words that numbers and codes are said with, and how recognisers write single letters."""


_BEFORE_THINGS = word_set("a an the my your his her our their no any some this that which")
_ADDRESSED = word_set(
    "honey hon love lovey duck ducky sugar darl darling dear dearie sweetie sweetheart babe petal "
    "bud bro guv squire hiya howdy g'day ma'am madame mam mum nan nana nanny owt nowt summat aye ta ha haha "
    "da"
)
"""Forms of address and dialect that no name consists of, and the names that some of them are as well."""
_NATIONS = PEOPLES | COUNTRIES | STATES_ALONE
_NUMBERS_CALLED = word_set(
    "itin itins itn ssn ssns iban ibans ibanez imei imeis inei pcn gse ip sim esim pnr nhs dob cvv cvc id pin otp pac "
    "puk rma wifi zelle venmo"
)
"""What numbers are called for short."""


def is_no_name(word: str, share: float, *, is_capital: bool, before: str = "") -> bool:
    """Whether a word is no part of a name though the model gives it `share`: a title, or a word that is no name.

    `word` and the word `before` it in lower case; `is_capital`: it has a capital that no sentence begins with.
    """
    if word in TITLES:
        return share < _SURE_OF_A_TITLE
    is_behind_name = worth_of(before) is not Worth.NOTHING or before in us_first_names()
    if word in _NUMBERS_CALLED or (word in _ADDRESSED and not is_capital and not is_behind_name):
        is_name_as_well = word in us_first_names()
        return not is_name_as_well or (share < _SURE_OF_A_PEOPLE and before != "")
    if word in _NATIONS and not is_behind_name:
        return share < _SURE_OF_A_PEOPLE
    is_short = len(word) < _SHORTEST_WORD or "'" in word
    if is_short or word in us_first_names() or word in _OF_DATES or worth_of(word) is not Worth.NOTHING:
        return False
    if word in NOT_NAMES:
        return share < _SURE_OF_A_WORD
    if is_capital:
        return share < _SURE_OF_A_CAPITAL
    return share < (_SURE_BEHIND_AN_ARTICLE if before in _BEFORE_THINGS else _SURE_OF_AN_EVERYDAY_WORD)


def ends_no_number(word: str, raw: str) -> bool:
    """Whether a word begins and ends no number: neither a digit, a letter nor a word that numbers are said with.

    `word` in lower case, `raw` as it stands: short words in capitals are codes.
    """
    if len(word) < _SHORTEST_WORD or not word.isalpha() or word in _SAID_IN_NUMBERS or raw.isupper():
        return False
    return word in NOT_NAMES or is_everyday(word)


def is_weak_edge(word: str, raw: str) -> bool:
    """Whether a word is an everyday one that seldom begins or ends a secret: no name, no street, no month, no digit."""
    if not ends_no_number(word, raw) or word in us_first_names() or word in SUFFIXES | UNITS:
        return False
    return raw[0].islower() or word in NOT_NAMES
