"""From turns to findings: every detector looks, what is known is looked for again, the rest is merging."""

from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import Turn
from redact.address_answers import AddressAnswerDetector
from redact.address_talk import addresses_in_talk
from redact.addresses import AddressDetector
from redact.book_numbers import without_book_numbers
from redact.calls_of_nobody import without_nobodys
from redact.card_months import with_card_months
from redact.care_homes import CareHomeDetector
from redact.code_letters import letters_of_codes
from redact.code_parts import parts_of_codes
from redact.company_words import ORDERED
from redact.corrections import with_corrections
from redact.dialogue_context import reading_once
from redact.dictated_digits import DictatedDigitDetector
from redact.doubtful_findings import Belief
from redact.emails import EmailDetector
from redact.feast_days import with_feasts
from redact.grouped_keys import GroupedKeyDetector
from redact.house_names import HouseNameDetector
from redact.house_words import joined_addresses, with_articles, with_house_words
from redact.keypad_codes import KeypadCodeDetector
from redact.known_values import find_again
from redact.merge_findings import merge_findings
from redact.misheard_answers import misheard_answers
from redact.model_shares import Shares
from redact.name_model.marks import NAME, POSSIBLE_REASON
from redact.names_beside import names_beside
from redact.number_detector import NumberDetector
from redact.number_ends import with_ends_told
from redact.offered_characters import with_offered
from redact.opening_names import OpeningNameDetector
from redact.order_codes import OrderCodeDetector
from redact.passwords import PasswordDetector
from redact.persons import PersonDetector
from redact.pet_names import without_pets
from redact.public_names import without_public
from redact.spelled_codes import SpelledCodeDetector
from redact.spoken_dates import DateDetector
from redact.thing_numbers import without_thing_numbers
from redact.three_words import ThreeWordDetector
from redact.weighed_words import weigh_words


def rule_detectors() -> tuple[Detector, ...]:
    """The detectors that are pure rules; `presidio_detector` runs them beside its own recognisers."""
    return (
        NumberDetector(),
        DictatedDigitDetector(),
        SpelledCodeDetector(),
        DateDetector(),
        EmailDetector(),
        AddressDetector(),
        AddressAnswerDetector(),
        HouseNameDetector(),
        PersonDetector(),
        OpeningNameDetector(),
        PasswordDetector(),
        KeypadCodeDetector(),
        OrderCodeDetector(),
        GroupedKeyDetector(),
        CareHomeDetector(),
        ThreeWordDetector(),
    )


def find_secrets(turns: Sequence[Turn], detectors: Sequence[Detector]) -> tuple[Finding, ...]:
    """Everything personal in a conversation, as disjoint findings in reading order.

    A detector's failure is not caught here: a call that one of them could not read must not be published.
    """
    with reading_once(turns):
        return _find_secrets(turns, detectors)


def _find_secrets(turns: Sequence[Turn], detectors: Sequence[Detector]) -> tuple[Finding, ...]:
    found = [finding for detector in detectors for finding in detector.find(turns) if _says_something(turns, finding)]
    found = without_thing_numbers(turns, without_book_numbers(turns, found))
    with_model = any(detector.name.startswith(NAME) for detector in detectors)
    every = tuple(found)
    belief = Belief(turns, found, with_model=with_model)
    found = without_pets(turns, without_public(turns, belief.believed()))
    certain = [finding for finding in found if finding.reason != POSSIBLE_REASON]
    found.extend(belief.in_talk(addresses_in_talk(turns, certain)))
    found = with_house_words(turns, belief.trimmed(found))
    found.extend(belief.trimmed(names_beside(turns, found)))
    found.extend(belief.trimmed(parts_of_codes(turns, found)))
    found.extend(letters_of_codes(turns, found))
    merged = merge_findings(turns, (*found, *belief.trimmed(find_again(turns, found))))
    merged = joined_addresses(turns, merged)
    weighed = merged
    if with_model:
        numbers = [one for one in every if one.kind is Kind.PHONE]
        others = [one for one in every if one.kind is not Kind.PHONE]
        shares = Shares([*others, *without_public(turns, numbers)])
        weighed = without_nobodys(turns, weigh_words(turns, merged, shares), shares)
    told = with_card_months(turns, with_offered(turns, with_ends_told(turns, with_feasts(turns, weighed))))
    weighed = with_articles(turns, with_corrections(turns, told))
    # last, for what a recogniser wrote for a secret that it misheard reads like none
    besides = [*misheard_answers(turns, weighed), *(finding for finding in every if finding.reason in ORDERED)]
    return merge_findings(turns, (*weighed, *besides)) if besides else weighed


def _says_something(turns: Sequence[Turn], finding: Finding) -> bool:
    """Marks alone are no secret: a value that is blanked already is "…", and must not be found again."""
    return any(char.isalnum() for char in turns[finding.turn].text[finding.start : finding.end])
