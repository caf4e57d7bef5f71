"""Small promises of the vocabulary: ids, transcripts, raw audio, pseudonyms, recording rules."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.audio import RawAudio
from calls.call import Channel, is_call_id, new_call_id
from calls.consent import RecordingPolicy, Standing
from calls.phone_numbers import claims_a_number, normal_number
from calls.pseudonym import pseudonym_of_number, pseudonym_of_sip_call_id
from calls.recording_rules import STALE_AFTER, RecordingRules, read_rules, write_rules
from calls.transcript import Turn, Word

KEY = b"k" * 32
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_call_ids_are_random_and_well_formed() -> None:
    ids = {new_call_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(map(is_call_id, ids))


@pytest.mark.parametrize(
    "text", ["", "c_", "c_../../etc/passwd", "c_0123456789abcdef0123456G", "c_0123456789abcdef01234567\n", "x" * 26]
)
def test_F14_nothing_else_passes_for_a_call_id(text: str) -> None:
    assert not is_call_id(text)


def test_P5_raw_things_do_not_show_their_words() -> None:
    turn = Turn.of_text(Channel.CALLER, "my code is 4242")
    assert "4242" not in repr(turn)
    assert "4242" not in repr(turn.words)
    audio = RawAudio(np.full((80, 1), 4242, dtype=np.int16), 8000, (Channel.CALLER,))
    assert "4242" not in repr(audio)
    assert "10 ms" in repr(audio)


def test_audio_of_the_wrong_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="int16"):
        RawAudio(np.zeros((10, 1), dtype=np.int16), 8000, (Channel.CALLER, Channel.AGENT))


@given(st.lists(st.text(alphabet="abc4 -", min_size=1).map(str.split).filter(bool), min_size=1))
def test_each_word_of_a_turn_knows_its_characters(lists: list[list[str]]) -> None:
    words = tuple(Word(text) for some in lists for text in some)
    turn = Turn.of_words(Channel.AGENT, words)
    assert [turn.text[a:b] for a, b in turn.word_spans()] == [word.text for word in words]


def test_the_words_that_a_span_touches_are_found() -> None:
    turn = Turn.of_text(Channel.CALLER, "it is forty two maple")
    assert list(turn.words_in(6, 15)) == [2, 3]
    assert list(turn.words_in(5, 6)) == []


@pytest.mark.parametrize(
    "same",
    [
        *("+12125550147", "+1 (212) 555-0147", "0012125550147", " +1-212-555-0147 ", "1212.555.0147", "(212) 555-0147"),
        *(
            "12125550147",
            "2125550147",
            "%2B12125550147",
            "%2b1-212-555-0147",
            "+12125550147;ext=5",
            "12125550147%3Bext=5",
        ),
        *("+1 212 555 0147 ext. 5", "+12125550147x5", "001 212 555 0147", "+1\u2011212\u2011555\u20110147"),
        *("\u202a+1\u00a0212\u00a0555\u00a00147\u202c", "\uff0b\uff11\uff12\uff11\uff125550147"),
    ],
)
def test_one_number_has_one_pseudonym_however_it_is_written(same: str) -> None:
    assert pseudonym_of_number(same, KEY) == pseudonym_of_number("+12125550147", KEY)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("100", "100"),  # an extension of the house
        ("22125550147", "22125550147"),  # eleven digits of which the first is no 1
        ("+442079460958", "+442079460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("00442079460958", "+442079460958"),
        ("442079460958", "+442079460958"),  # a trunk that leaves out the plus
        ("011442079460958", "+442079460958"),  # as one dials abroad from North America
        ("11115550147", "+11115550147"),  # no area code of today, but written as a number at home
        ("+999123", "+999123"),  # no country of today
        ("\u0661\u0660\u0660", "100"),
        ("12", None),
        ("", None),
        ("+", None),
        ("anonymous", None),
        ("agent007", None),
        ("+1212abc", None),
        ("1+2125550147", None),
        ("\udcff\udcfe", None),
        ("212\udcff5550147", None),
        ("\ud800", None),
    ],
)
def test_a_number_is_read_as_e_164_where_its_country_is_known(written: str, normal: str | None) -> None:
    assert normal_number(written) == normal


def test_another_countrys_house_reads_its_own_numbers() -> None:
    assert normal_number("2079460958", default_country_code="44") == "+442079460958"
    assert normal_number("442079460958", default_country_code="44") == "+442079460958"
    assert normal_number("12125550147", default_country_code="44") == "+12125550147"
    assert normal_number("0012125550147", default_country_code="44") == "+12125550147"


@pytest.mark.parametrize(
    ("country_code", "written", "normal", "remark"),
    [
        ("49", "030 901820", "+4930901820", "Berlin, with the trunk prefix"),
        ("49", "4930901820", "+4930901820", "with the country code, as a trunk writes it"),
        ("33", "01 70 18 99 00", "+33170189900", "Paris"),
        ("34", "912 345 678", "+34912345678", "Spain has no trunk prefix"),
        ("45", "33123456", "+4533123456", "nor has Denmark; eight digits"),
        ("39", "06 698 83333", "+390669883333", "Italy's zero is part of the number"),
        ("49", "110", "110", "too short for a subscriber"),
        ("49", "+12125550147", "+12125550147", "another country's number"),
        ("44", "+4407911123456", "+447911123456", "a plus, and the trunk prefix left in"),
        ("61", "+61 0412 345 678", "+61412345678", "so in Australia"),
        ("61", "0011447911123456", "+447911123456", "Australia dials abroad with 0011"),
        ("7", "8 495 1234567", "+74951234567", "Russia's trunk prefix is 8"),
        ("39", "3912345678", "+393912345678", "an Italian mobile that begins like the country's code"),
        ("1", "0301234567", "+10301234567", "North America has no trunk zero"),
    ],
)
def test_numbers_without_a_country_code_are_read_by_the_houses_own(
    country_code: str, written: str, normal: str, remark: str
) -> None:
    assert normal_number(written, default_country_code=country_code) == normal, remark


@pytest.mark.parametrize("written", ["+1212abc", "212\udcff5550147", "%2B1x", "(212) abc", "\udcff+1212abc"])
def test_what_is_written_as_a_number_claims_to_be_one(written: str) -> None:
    assert claims_a_number(written)
    assert normal_number(written) is None


@pytest.mark.parametrize("written", ["alice", "anonymous", "", "agent007", "Ünal"])
def test_a_name_claims_no_number(written: str) -> None:
    assert not claims_a_number(written)


@given(st.text())
def test_F13_no_text_at_all_breaks_a_pseudonym(text: str) -> None:
    for read in (text, text.encode("utf-8", "replace").decode("ascii", "surrogateescape"), text + "\ud800"):
        assert len(pseudonym_of_sip_call_id(read, KEY)) == 64
        pseudonym_of_number(read, KEY)


def test_F13_call_ids_that_are_no_utf_8_stay_apart() -> None:
    codes = {pseudonym_of_sip_call_id(text, KEY) for text in ("abc\udcff\udcfedef", "abc\udcff\udcffdef", "abcdef")}
    assert len(codes) == 3


def test_a_pseudonym_needs_the_key_and_a_number() -> None:
    assert pseudonym_of_number("+12125550147", b"other") != pseudonym_of_number("+12125550147", KEY)
    assert pseudonym_of_number("anonymous", KEY) is None


def rules(**changed: object) -> RecordingRules:
    values = {"written_at": NOW, "standing_objections": frozenset({"p1"})} | changed
    return RecordingRules(**values)  # type: ignore[arg-type]


def test_recording_rules_come_back_as_they_were_written() -> None:
    written = rules(default_policy=RecordingPolicy.ASK, policy_by_queue={"hr": RecordingPolicy.NEVER})
    assert read_rules(write_rules(written, KEY), KEY) == written


@given(st.data())
def test_forged_or_broken_rules_are_no_rules(data: st.DataObject) -> None:
    signed = bytearray(write_rules(rules(), KEY))
    at = data.draw(st.integers(0, len(signed) - 1))
    signed[at] ^= data.draw(st.integers(1, 255))
    assert read_rules(bytes(signed), KEY) in (None, rules())
    assert read_rules(bytes(signed[:at]), KEY) is None
    assert read_rules(write_rules(rules(), b"other"), KEY) is None


@pytest.mark.parametrize(
    ("age", "standing"),
    [
        (timedelta(0), Standing.NONE),
        (STALE_AFTER, Standing.NONE),
        (STALE_AFTER + timedelta(seconds=1), Standing.UNKNOWN),
        (-STALE_AFTER - timedelta(seconds=1), Standing.UNKNOWN),
    ],
)
def test_stale_rules_say_nothing_about_anybody(age: timedelta, standing: Standing) -> None:
    assert rules().standing_of(["p2"], now=NOW + age) is standing


def test_a_standing_objection_is_recognised() -> None:
    assert rules().standing_of(["p1"], now=NOW) is Standing.OBJECTS
    assert rules().standing_of(["newer", "p1"], now=NOW) is Standing.OBJECTS
    assert rules().standing_of([], now=NOW) is Standing.NONE
