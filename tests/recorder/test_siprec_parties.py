"""Whose voice is on which stream: known, or said to be unknown."""

import pytest

from calls.call import Channel
from recorder.siprec_metadata import Metadata, read_metadata
from recorder.siprec_parties import PartyRules, agent_id_in, caller_in, channels_of, outsiders_in
from tests.recorder.siprec_documents import (
    AGENT,
    CALLER,
    DRAFT_WITH_EXTENSIONS,
    MIXED,
    RFC_7865,
    attending,
    document,
    partial,
    participant,
    sending,
    stream,
)

CALLER_C, AGENT_C, UNKNOWN = Channel.CALLER, Channel.AGENT, Channel.UNKNOWN
NO_RULES, DESK = PartyRules(), PartyRules(agents=("*@desk.example",))
THIRD = "sip:1043@desk.example"


def channels(metadata: Metadata, rules: PartyRules) -> list[Channel]:
    return list(channels_of(["1", "2", "3"], metadata, caller_in(metadata, rules)).values())


@pytest.mark.parametrize(
    ("shape", "rules", "expected", "remark"),
    [
        (RFC_7865, DESK, [CALLER_C, AGENT_C, UNKNOWN], "the pattern names the agent, though the agent is named first"),
        (RFC_7865, PartyRules(agents=("10??@*",)), [CALLER_C, AGENT_C, UNKNOWN], "extensions"),
        (RFC_7865, PartyRules(agents=("*@DESK.example",)), [CALLER_C, AGENT_C, UNKNOWN], "in any case"),
        (RFC_7865, NO_RULES, [UNKNOWN, UNKNOWN, UNKNOWN], "nobody says who is who: no guess"),
        (RFC_7865, PartyRules(agents=("*@elsewhere",)), [UNKNOWN, UNKNOWN, UNKNOWN], "no pattern fits"),
        (RFC_7865, PartyRules(agents=("*",)), [UNKNOWN, UNKNOWN, UNKNOWN], "two agents: an inside call"),
        (RFC_7865, PartyRules(first_party=AGENT_C), [CALLER_C, AGENT_C, UNKNOWN], "the settings know the order"),
        (RFC_7865, PartyRules(first_party=CALLER_C), [AGENT_C, CALLER_C, UNKNOWN], "the settings know the order"),
        (DRAFT_WITH_EXTENSIONS, NO_RULES, [CALLER_C, AGENT_C, UNKNOWN], "the client says who called"),
        (
            DRAFT_WITH_EXTENSIONS,
            PartyRules(agents=("+12125550147@*",)),
            [AGENT_C, CALLER_C, UNKNOWN],
            "an agent who calls out is no caller",
        ),
        (MIXED, DESK, [UNKNOWN, UNKNOWN, UNKNOWN], "one stream of both voices"),
    ],
)
def test_each_stream_gets_its_party_or_none(
    shape: str, rules: PartyRules, expected: list[Channel], remark: str
) -> None:
    assert channels(read_metadata(document(shape)), rules) == expected, remark


def test_a_stream_without_a_label_is_nobodys() -> None:
    metadata = read_metadata(document())
    assert channels_of([None], metadata, caller_in(metadata, DESK)) == {None: UNKNOWN}


@pytest.mark.parametrize(
    ("address", "pattern", "fits"),
    [
        ("sip:1042@desk.example", "*@desk.example", True),
        ("sip:1042@desk.example:5060;transport=tcp", "*@desk.example", True),
        ("<sip:1042@desk.example>", "1042@*", True),
        ("sips:1042@DESK.example", "*@desk.example", True),
        ("tel:+12125550100", "+1212555010?", True),
        ("tel:+1-212-555-0100", "+12125550100", True),
        ("sip:eve@evil.example;x=@desk.example", "*@desk.example", False),
        ("sip:1042@desk.example.evil", "*@desk.example", False),
        ("sip:desk.example", "*@desk.example", False),
        ("", "*", False),
        ("mailto:1042@desk.example", "*", False),
    ],
)
def test_a_pattern_fits_an_address_whatever_surrounds_it(address: str, pattern: str, fits: bool) -> None:
    metadata = read_metadata(document(agent=address.replace("<", "&lt;").replace(">", "&gt;")))
    agent = metadata.participants["par-a"]
    assert PartyRules(agents=(pattern,)).is_agent(agent) is fits


def test_who_is_the_caller_stays_it_while_agents_come_and_go() -> None:
    metadata = read_metadata(document())
    caller = caller_in(metadata, DESK)
    assert caller is not None
    alone = metadata.merged(read_metadata(partial(attending("par-a", left=True))))
    assert caller_in(alone, DESK) is None
    assert caller_in(alone, DESK, before=caller.participant_id) == caller


def test_a_supervisor_who_joins_is_on_the_agents_side() -> None:
    joined = read_metadata(document()).merged(
        read_metadata(partial(participant("par-s", THIRD), stream("str-3", "3"), sending("par-s", "str-3")))
    )
    assert channels(joined, DESK) == [CALLER_C, AGENT_C, AGENT_C]


def conference(third: str) -> Metadata:
    return read_metadata(document()).merged(read_metadata(partial(participant("par-3", third))))


@pytest.mark.parametrize(
    ("metadata", "rules", "expected", "remark"),
    [
        (read_metadata(document()), DESK, [CALLER], "the agent's objection, were there one, is no caller's"),
        (read_metadata(document()), NO_RULES, [AGENT, CALLER], "anybody may be the caller"),
        (read_metadata(document(DRAFT_WITH_EXTENSIONS)), NO_RULES, [CALLER], "the client says who called"),
        (conference("tel:+12125550199"), DESK, [CALLER, "tel:+12125550199"], "two from outside: both"),
        (conference(THIRD), DESK, [CALLER], "two agents"),
        (read_metadata(document()), PartyRules(agents=("*",)), [], "an inside call"),
    ],
)
def test_whose_standing_objection_counts(
    metadata: Metadata, rules: PartyRules, expected: list[str], remark: str
) -> None:
    assert [p.addresses[0] for p in outsiders_in(metadata, rules)] == expected, remark


@pytest.mark.parametrize(
    ("metadata", "rules", "expected"),
    [
        (read_metadata(document()), DESK, "1042"),
        (read_metadata(document()), NO_RULES, None),
        (conference(THIRD), DESK, None),
        (read_metadata(document(agent="sip:" + "a" * 65 + "@desk.example")), DESK, None),
        (read_metadata(document(agent="sip:a%0d%0ab@desk.example")), DESK, None),
    ],
)
def test_the_agent_is_named_when_there_is_exactly_one(
    metadata: Metadata, rules: PartyRules, expected: str | None
) -> None:
    assert agent_id_in(metadata, rules) == expected
