"""Numbers of every kind, decided from their shape and from what the dialogue expects. Pure rules.

Fail safe: a run of nine or more digits that nothing explains is hidden as the most likely kind: 13 and more as
CARD_NUMBER, 10 to 12 as PHONE, nine as BANK_ACCOUNT. A unit behind it explains it only if it can be a quantity
(`quantities`), rising numbers only where the talk is of a draw (`numbers_drawn`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.card_numbers import CARD_LENGTHS
from redact.cues import Fragment, Innocent, Topic
from redact.dialogue_context import DialogueContext, Expectation, ReadTurn, read_turns
from redact.direct_answers import read_answers
from redact.ibans import whole_iban
from redact.innocent_numbers import MEMORY_AFTER, MONEY_BEFORE, PROTECTION_CODES, RATES_AFTER, UNITS_AFTER
from redact.number_rules import NumberShape
from redact.number_words import FILLERS, MONTHS
from redact.numbers_drawn import is_talk_of_a_draw
from redact.phones import may_be_rung
from redact.quantities import can_be_quantity
from redact.rule_book import NUMBER_RULES
from redact.spoken_forms import Run

FAIL_SAFE_FROM = 9
"""So many digits in a row are hidden unexplained; only the name model may explain them (`calls_of_nobody`)."""
SHAPED = "has the shape of its kind"
UNEXPLAINED = "a long number that nothing explains"
_LONGEST_VALUE = 40
_LEAST_WITH_A_PREFIX = 11
"""Digits of a telephone number with its trunk or country code: in talk of a part a caller may say where to ring."""
_LONGEST_CATALOGUE_NUMBER = 13
"""Digits of an ISBN or an EAN, the longest numbers on things that are sold."""
_THINGS_BEFORE = frozenset({"item", "items", "pattern", "article", "release"})
"""Right before a number: "item 10045-2231"."""
_PERSONAL_GROUPS = frozenset({(3, 2, 4), (3, 3, 4), (1, 3, 3, 4)})
"""How social security and telephone numbers are grouped."""
_FEWEST_DRAWN, _FEWEST_COUNTED = 5, 10
_SHORTEST_NAMED_AFTER = 3
_SHORTEST_AMOUNT = 5
"""Digits; "twelve thousand five hundred and seventy" is the end of no number."""
_MOST_WORDS_OF_AN_ANSWER = 8
_MOST_WORDS_BESIDE_A_PART = 4
_MOST_WORDS_BESIDE_TWO_DIGITS = 2
_KEYS_BEFORE = frozenset({"plus", "+", "hash", "#", "star", "*", "asterisk"})
"""Keys that belong to the number behind them: "plus 44", "hash 4409"."""
_BEFORE_TIME = frozenset({"at", "around", "about", "until", "till", "by"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A run and the turn it stands in."""

    read: ReadTurn
    run: Run


@dataclass(frozen=True, slots=True)
class Judgement:
    kind: Kind
    confidence: float
    reason: str


class NumberDetector:
    """Finds numbers of every kind of the rule book."""

    name = "numbers"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_answers(read_turns(turns))
        context = DialogueContext(reads)
        findings: list[Finding] = []
        for group, value in enumerate(_values(reads)):
            findings.extend(_findings_of(value, context, group))
        return findings


def _findings_of(value: Sequence[Placed], context: DialogueContext, group: int) -> list[Finding]:
    judged = _judge(value, context)
    if judged is not None:
        return [_finding(placed, judged, group if len(value) > 1 else None) for placed in value]
    if len(value) == 1:
        return []
    single = [(placed, _judge((placed,), context)) for placed in value]
    return [_finding(placed, judgement, None) for placed, judgement in single if judgement is not None]


def _finding(placed: Placed, judged: Judgement, group: int | None) -> Finding:
    first, end = placed.run.first_atom, placed.run.end_atom
    if judged.kind is Kind.IBAN:
        first, end = whole_iban(placed.read.atoms, first, end)
    if first > 0 and placed.read.atoms[first - 1].low in _KEYS_BEFORE:
        first -= 1
    return Finding(
        kind=judged.kind,
        turn=placed.read.index,
        start=placed.read.atoms[first].start,
        end=placed.read.atoms[end - 1].end,
        confidence=judged.confidence,
        detector=NumberDetector.name,
        reason=judged.reason,
        group=group,
    )


def _values(reads: Sequence[ReadTurn]) -> Iterator[tuple[Placed, ...]]:
    """Runs, joined where one speaker's number goes on after a back-channel of the other."""
    open_values: dict[str, list[Placed]] = {}
    for read in reads:
        channel = read.turn.channel.value
        if not read.is_transparent:
            for other in [key for key in open_values if key != channel]:
                yield tuple(open_values.pop(other))
        for position, run in enumerate(read.runs):
            placed = Placed(read, run)
            waiting = open_values.get(channel)
            if waiting is not None and position == 0 and _goes_on(waiting, placed):
                waiting.append(placed)
            else:
                if waiting is not None:
                    yield tuple(waiting)
                open_values[channel] = [placed]
        waiting = open_values.get(channel)
        if waiting is not None and not read.is_transparent and not _ends_turn(waiting[-1], read):
            yield tuple(open_values.pop(channel))
    for left in open_values.values():
        yield tuple(left)


def _goes_on(waiting: Sequence[Placed], following: Placed) -> bool:
    total = sum(len(placed.run.digits) for placed in waiting) + len(following.run.digits)
    leading = following.read.atoms[: following.run.first_atom]
    starts_turn = all(not atom.raw[0].isalpha() or atom.low in FILLERS | {"and", "yes"} for atom in leading)
    return total <= _LONGEST_VALUE and starts_turn and _ends_turn(waiting[-1], waiting[-1].read)


def _ends_turn(placed: Placed, read: ReadTurn) -> bool:
    if placed.read is not read:
        return True
    return all(not atom.raw[0].isalpha() or atom.low in FILLERS for atom in read.atoms[placed.run.end_atom :])


def _judge(value: Sequence[Placed], context: DialogueContext) -> Judgement | None:
    judged = _judge_by_dialogue(value, context)
    count = sum(len(placed.run.digits) for placed in value)
    if judged is not None and judged.kind is Kind.ORDER_NUMBER and count in CARD_LENGTHS:
        return Judgement(Kind.CARD_NUMBER, 0.75, "as long as a card number, whatever was asked for")
    if judged is None or judged.kind is Kind.ORDER_NUMBER:
        return _judge_named_after(value, context) or judged
    return judged


def _judge_named_after(value: Sequence[Placed], context: DialogueContext) -> Judgement | None:
    """ "739." – "Is that the security code?": a short number alone in its turn, named by what is said next."""
    last = value[-1]
    count = sum(len(placed.run.digits) for placed in value)
    if last.read.words_beside_runs > _MOST_WORDS_BESIDE_A_PART or not _SHORTEST_NAMED_AFTER <= count < FAIL_SAFE_FROM:
        return None
    kind = context.named_after(last.read.index)
    rule = NUMBER_RULES.get(kind) if kind is not None else None
    if rule is None or rule.kind is Kind.ORDER_NUMBER or not rule.part_from <= count < rule.expected.stop:
        return None
    return Judgement(rule.kind, 0.8, "named by the next turn")


def _judge_by_dialogue(value: Sequence[Placed], context: DialogueContext) -> Judgement | None:
    shape = _shape_of(value)
    first = value[0]
    expected = context.expected_at(first.read.index, first.run.first_atom, first.run.end_atom)
    if _only_names_a_length(first, len(value)) or _is_guarded(value, shape, expected):
        return None
    if _is_of_a_thing(first, shape, expected) or _is_of_company(first.read, expected):
        return None
    is_whole_turn = first.read.words_beside_runs <= _MOST_WORDS_BESIDE_TWO_DIGITS or len(shape.digits) > 2
    if Fragment.LAST_DIGITS in (*expected.inline, *(expected.just_asked if is_whole_turn else ())):
        fragment = _judge_fragment(shape, expected)
        if fragment is not None:
            return fragment
    return (
        _judge_announced(shape, expected.inline)
        or _judge_asked(shape, expected, first.read)
        or _judge_part(shape, expected, first.read)
        or _judge_alone(value, shape, expected, context)
    )


def _shape_of(value: Sequence[Placed]) -> NumberShape:
    first = value[0]
    before = [atom.low for atom in first.read.atoms[max(0, first.run.first_atom - 2) : first.run.first_atom]]
    return NumberShape(
        text="".join(placed.run.text for placed in value),
        digits="".join(placed.run.digits for placed in value),
        letters="".join(placed.run.letters for placed in value),
        groups=tuple(group for placed in value for group in placed.run.groups),
        has_plus="plus" in before or "+" in before,
        is_cardinal=any(placed.run.is_cardinal for placed in value),
    )


def _only_names_a_length(first: Placed, runs: int) -> bool:
    """ "the last four", "a 16 digit number", "three digits on the back": a count of digits, not digits."""
    atoms, run = first.read.atoms, first.run
    if runs > 1 or len(run.digits) > 2:
        return False
    before = atoms[run.first_atom - 1].low if run.first_atom > 0 else ""
    after = next((atom.low for atom in atoms[run.end_atom :] if atom.raw[0].isalpha()), "")
    return before in {"last", "first", "final"} or after in {"digit", "digits", "numbers"}


def _is_guarded(value: Sequence[Placed], shape: NumberShape, expected: Expectation) -> bool:
    """Whether marks and words right beside the number say that it is money, a measure, a time or a date."""
    first, last = value[0], value[-1]
    before = first.read.atoms[first.run.first_atom - 1].low if first.run.first_atom > 0 else ""
    after = [atom.low for atom in last.read.atoms[last.run.end_atom : last.run.end_atom + 2]]
    is_measured = bool(after) and (after[0] in UNITS_AFTER or (after[0] == "-" and after[-1] in UNITS_AFTER))
    is_measured = is_measured or tuple(after) in RATES_AFTER
    is_measured = is_measured and not (after[0] == "pound" and expected.inline[:1] == (Kind.CREDENTIAL,))
    said = first.read.turn.text[first.run.start : first.run.end] if len(value) == 1 else ""
    is_measured = is_measured and can_be_quantity(said, shape, next(iter(expected.inline), None))
    is_measured = is_measured or (bool(after) and after[0] in MEMORY_AFTER)
    if before == "ip" and shape.digits in PROTECTION_CODES:
        return True
    if (before in MONEY_BEFORE or is_measured) and len(shape.digits) < 13:
        return True
    is_clock = (bool(after) and after[0] == ":") or (before == ":" and len(shape.digits) <= 2)
    is_hour = before in _BEFORE_TIME and len(shape.digits) in {3, 4} and int(shape.digits[:-2]) <= 12
    is_clock = is_clock or (is_hour and first.read.words_beside_runs >= _MOST_WORDS_BESIDE_TWO_DIGITS)
    if is_clock and len(shape.digits) <= 4 and not any(isinstance(topic, Kind) for topic in expected.inline):
        return True
    if after and after[0] in MONTHS and len(shape.digits) <= 2 and Fragment.LAST_DIGITS in expected.inline:
        return True
    wants_date = {Kind.DATE_OF_BIRTH, Kind.CARD_EXPIRY} & {*expected.inline, *expected.armed}
    if (before in MONTHS or _has_date_shape(shape)) and len(shape.digits) < FAIL_SAFE_FROM:
        return not wants_date
    is_quantity = shape.is_cardinal and len(shape.groups) == 1 and len(shape.digits) <= 7
    return is_quantity and not expected.inline and not first.read.answers


def _is_of_a_thing(first: Placed, shape: NumberShape, expected: Expectation) -> bool:
    """A number of a part, a book or a product, announced as such; so long only where nobody's number looks like it."""
    nearest = expected.inline[:1] or expected.just_asked[:1]
    before = first.read.atoms[first.run.first_atom - 1].low if first.run.first_atom > 0 else ""
    is_announced = expected.inline[:1] == (Innocent.CATALOGUE,) or before in _THINGS_BEFORE
    is_thing = is_announced or nearest == (Innocent.CATALOGUE,)
    if not is_announced and len(shape.digits) >= _LEAST_WITH_A_PREFIX and may_be_rung(shape.digits):
        return False
    if not is_thing or len(shape.digits) > _LONGEST_CATALOGUE_NUMBER:
        return False
    return tuple(map(len, shape.groups)) not in _PERSONAL_GROUPS and not shape.has_plus


def _is_of_company(read: ReadTurn, expected: Expectation) -> bool:
    """A telephone or fax number that an agent calls their own."""
    return expected.inline[:1] == (Innocent.REFERENCE,) and read.turn.channel is Channel.AGENT


def _has_date_shape(shape: NumberShape) -> bool:
    """Day, month and year in either order, the year with four digits."""
    sizes = tuple(map(len, shape.groups))
    if len(sizes) != 3 or shape.letters:
        return False
    if sizes[2] == 4 and max(sizes[:2]) <= 2:
        low, high = sorted(int(group) for group in shape.groups[:2])
        return low <= 12 and high <= 31 and shape.groups[2][:2] in {"19", "20"}
    return sizes[0] == 4 and max(sizes[1:]) <= 2 and shape.groups[0][:2] in {"19", "20"}


def _judge_fragment(shape: NumberShape, expected: Expectation) -> Judgement | None:
    """ "ends in four two four two": a part of the value that was spoken of last, a card where none was."""
    is_amount = shape.is_cardinal and len(shape.groups) == 1 and len(shape.digits) >= _SHORTEST_AMOUNT
    if not 2 <= len(shape.digits) <= 8 or is_amount:
        return None
    topics = (*expected.inline, *expected.armed)
    kind = next((topic for topic in topics if topic in NUMBER_RULES), Kind.CARD_NUMBER)
    return Judgement(Kind(kind), 0.9, "a part of a number, announced as such")


def _judge_announced(shape: NumberShape, inline: Sequence[Topic]) -> Judgement | None:
    """The nearest cue in the same turn whose lengths fit; an innocent nearest cue explains a short number."""
    for place, topic in enumerate(inline):
        if isinstance(topic, Innocent) and place == 0 and len(shape.digits) < FAIL_SAFE_FROM:
            return None
        rule = NUMBER_RULES.get(topic) if isinstance(topic, Kind) else None
        if rule is None or len(shape.text_for(takes_letters=rule.takes_letters)) not in rule.expected:
            continue
        if rule.kind is Kind.ORDER_NUMBER and _best_alone(shape)[0] in {Kind.SSN, Kind.ITIN}:
            continue
        return Judgement(rule.kind, 0.95, "announced in the same turn")
    return None


def _judge_asked(shape: NumberShape, expected: Expectation, read: ReadTurn) -> Judgement | None:
    """An answer to an open question whose lengths fit."""
    armed, count = expected.armed, len(shape.digits)
    if count < 7 and read.words_beside_runs > _MOST_WORDS_OF_AN_ANSWER:
        return None
    if count < FAIL_SAFE_FROM and _only_innocent(expected.just_asked):
        return None
    rules = [NUMBER_RULES[topic] for topic in armed if isinstance(topic, Kind) and topic in NUMBER_RULES]
    if len(set(expected.just_asked)) > 1:
        rules.sort(key=lambda rule: not (rule.kind in expected.just_asked and count in rule.typical))
    for rule in rules:
        if len(shape.text_for(takes_letters=rule.takes_letters)) not in rule.expected:
            continue
        if rule.kind is Kind.ORDER_NUMBER and (_best_alone(shape)[1] or 0) >= 0.9:
            continue
        if read.cues and count < 5 and not _asked_kinds(read):
            continue
        return Judgement(rule.kind, 0.9, "answers a question of the dialogue")
    return None


def _only_innocent(topics: Sequence[Topic]) -> bool:
    """Whether what was spoken of last explains a number: a price, a version, a date."""
    return bool(topics) and all(isinstance(topic, Innocent) for topic in topics)


def _asked_kinds(read: ReadTurn) -> bool:
    """Whether the turn's own cues are about personal numbers rather than prices and the like."""
    return any(isinstance(hit.topic, Kind) for hit in read.cues)


def _judge_part(shape: NumberShape, expected: Expectation, read: ReadTurn) -> Judgement | None:
    """Fewer digits than a whole value, in a turn that is an answer or that announces the kind itself."""
    is_answer = read.words_beside_runs <= _MOST_WORDS_BESIDE_A_PART and not (read.cues and not _asked_kinds(read))
    is_answer = is_answer and not _only_innocent(expected.just_asked)
    if expected.inline and isinstance(expected.inline[0], Innocent):
        return None
    for topic in (*expected.inline, *(expected.armed if is_answer else ())):
        rule = NUMBER_RULES.get(topic) if isinstance(topic, Kind) else None
        if rule is None or rule.kind is Kind.ORDER_NUMBER or (shape.letters and not rule.takes_letters):
            continue
        if rule.part_from <= len(shape.digits) < rule.expected.start:
            return Judgement(rule.kind, 0.6, "a part of a number that was asked for")
    return None


def _judge_alone(
    value: Sequence[Placed], shape: NumberShape, expected: Expectation, context: DialogueContext
) -> Judgement | None:
    if _is_counting(shape) or (_is_rising(shape) and _is_explained_by_draw(value, context)):
        return None
    kind, confidence = _best_alone(shape)
    if kind is not None and confidence is not None:
        return Judgement(kind, confidence, SHAPED)
    if len(shape.digits) < FAIL_SAFE_FROM:
        return None
    asked = [topic for topic in (*expected.inline, *expected.armed) if topic in NUMBER_RULES]
    hidden = [Kind(topic) for topic in asked if topic is not Kind.ORDER_NUMBER]
    return Judgement(hidden[0] if hidden else _fail_safe_kind(shape), 0.5, UNEXPLAINED)


def _best_alone(shape: NumberShape) -> tuple[Kind | None, float | None]:
    best: tuple[Kind | None, float | None] = (None, None)
    for rule in NUMBER_RULES.values():
        confidence = rule.alone(shape)
        if confidence is not None and confidence > (best[1] or 0):
            best = (rule.kind, confidence)
    return best


def _is_counting(shape: NumberShape) -> bool:
    """ "1, 2, 3 … 10": somebody counts, ten steps or more. Nobody counts with numbers as long as a secret's."""
    steps = _steps(shape)
    return len(steps) >= _FEWEST_COUNTED and all(after - before == 1 for before, after in pairwise(steps))


def _is_rising(shape: NumberShape) -> bool:
    """ "4, 11, 19, 23, 37": as numbers drawn are read out."""
    steps = _steps(shape)
    return len(steps) >= _FEWEST_DRAWN and steps[-1] < 100 and all(after > before for before, after in pairwise(steps))


def _steps(shape: NumberShape) -> list[int]:
    if any(len(group) >= FAIL_SAFE_FROM for group in shape.groups):
        return []
    return [int(group) for group in shape.groups if group.isdigit()]


def _is_explained_by_draw(value: Sequence[Placed], context: DialogueContext) -> bool:
    """So many digits may be a telephone number in pairs ("06 12 34 56 78"), so a draw must have been spoken of."""
    if sum(len(placed.run.digits) for placed in value) < FAIL_SAFE_FROM:
        return True
    first, last = value[0], value[-1]
    return is_talk_of_a_draw(
        context.reads, (first.read.index, first.run.first_atom), (last.read.index, last.run.end_atom)
    )


def _fail_safe_kind(shape: NumberShape) -> Kind:
    if len(shape.digits) >= 13:
        return Kind.CARD_NUMBER
    return Kind.PHONE if len(shape.digits) >= 10 else Kind.BANK_ACCOUNT
