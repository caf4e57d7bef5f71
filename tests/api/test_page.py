"""The page: everything escaped, what is hidden set apart, empty states that say what to do."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from api.web.transcript_view import Piece, pieces_of, snippet_pieces, timeline_of
from api.web.words import how_far
from archive.call_details import CallDetailsInDatabase
from calls.access import Role
from calls.audit import Did
from calls.call import Channel, new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.lifecycle import State
from calls.ports.reading_room import CallPage, SearchResult
from calls.ports.work_table import Claim
from calls.progress import Progress
from calls.redacted import LANGUAGE_CHECK, OBJECTION_CHECK, Check, Verdict
from tests.api.builders import STARTED, House, capture, open_house, publish, turn

HTML = {"Accept": "text/html"}
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class _Tags(HTMLParser):
    """Collects tags and attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.seen


def _page(house: House, path: str, role: Role = Role.PRIVACY_OFFICER) -> str:
    answer = house.get(path, role=role, headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_the_list_shows_each_call_with_its_tags_and_their_end(house: House) -> None:
    call_id = publish(house)
    html = _page(house, "/", Role.QA_MANAGER)
    for shown in (f'href="/calls/{call_id}"', "0:17", "agent-7", "support", "archived", "agent training"):
        assert shown in html
    assert "until 21 May 2027" in html


def test_the_list_shows_what_was_hidden_in_a_call(house: House) -> None:
    publish(house)
    assert '<span class="mask">card number</span>' in _page(house, "/")


def test_a_call_shows_labels_certificate_consent_and_timeline(house: House) -> None:
    call_id = publish(house)
    html = _page(house, f"/calls/{call_id}", Role.QA_MANAGER)
    assert '<span class="mask" title="card number: hidden">[CARD_NUMBER]</span>' in html
    assert "verdict-clean" in html
    assert "heard the notice and did not object" in html
    assert f'src="/v1/calls/{call_id}/audio"' in html
    assert html.count('class="block-mask"') == 1
    assert 'data-seek-ms="10500"' in html


def test_a_certificate_shows_what_the_call_was_made_with(house: House) -> None:
    made_with = (("rules", "2026.11"), ("written by twin", "whisper-base sha256:0123"), ("mask sound", "noise"))
    call_id = publish(house, versions=made_with)
    html = _page(house, f"/calls/{call_id}", Role.QA_MANAGER)
    for part, version in made_with:
        assert f"<dt>{part}</dt><dd>{version}</dd>" in html
    assert house.get(f"/v1/calls/{call_id}").json()["certificate"]["versions"] == dict(made_with)
    (report,) = house.get(f"/v1/calls/{call_id}.vcon.json").json()["analysis"]
    assert report["body"]["versions"] == dict(made_with)


def test_a_call_shows_what_its_recorder_measured(house: House) -> None:
    call_id = publish(house)
    assert "Lost on the way" not in _page(house, f"/calls/{call_id}", Role.QA_MANAGER)
    told = CallDetail(call_id, "ab" * 32, STARTED, CallOutcome.RECORDED, captured_ms=1_000, gap_ms=40, drift_ms=-120)
    CallDetailsInDatabase(house.database).enter([told])
    html = _page(house, f"/calls/{call_id}", Role.QA_MANAGER)
    assert "<dt>Lost on the way</dt><dd>40 ms</dd>" in html
    assert "<dt>Clocks apart</dt><dd>-120 ms</dd>" in html


def test_opening_a_call_is_reading_it_but_not_yet_listening(house: House) -> None:
    call_id = publish(house)
    sounds = [attributes for tag, attributes in _tags(_page(house, f"/calls/{call_id}")) if tag == "audio"]
    assert [sound["preload"] for sound in sounds] == ["none"]


def test_a_search_leads_to_the_turn(house: House) -> None:
    call_id = publish(house)
    html = _page(house, "/search?q=refund")
    assert f'href="/calls/{call_id}#turn-1"' in html
    assert "<mark>refund</mark>" in html


def test_without_words_a_search_is_the_list_with_its_filters(house: House) -> None:
    answer = house.get("/search?q=+&queue=orders&agent=", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?queue=orders")


EMPTY = [
    ("/", Role.QA_MANAGER, "hushtape import"),
    ("/?queue=nowhere", Role.QA_MANAGER, "Clear the filters"),
    ("/search?q=nothing", Role.QA_MANAGER, "No turn says so"),
    ("/", Role.PRIVACY_OFFICER, "Nobody is on the line"),
    ("/", Role.TRAINER, "hushtape samples pull"),
    ("/", Role.AUDITOR, "hushtape audit list"),
    ("/", Role.ADMIN, "description of the API"),
]


@pytest.mark.parametrize(("path", "role", "told"), EMPTY)
def test_an_empty_page_says_what_to_do(house: House, path: str, role: Role, told: str) -> None:
    assert told in _page(house, path, role)


def test_a_silent_recorder_does_not_hide_the_archive(house: House) -> None:
    call_id = publish(house)
    house.line.answers = False
    html = _page(house, "/")
    assert "The recorder does not answer" in html
    assert call_id in html


def test_only_who_may_sees_the_buttons(house: House) -> None:
    call_id = house.line.ring()
    assert f"/live-calls/{call_id}/objection" in _page(house, "/")
    assert "being recorded" in _page(house, "/", Role.QA_MANAGER)
    assert f"/live-calls/{call_id}/objection" not in _page(house, "/", Role.QA_MANAGER)


@pytest.mark.parametrize(("verb", "told"), [("objection", "carried out"), ("pause", "Paused"), ("resume", "Resumed")])
def test_a_button_does_it_and_says_so(house: House, verb: str, told: str) -> None:
    call_id = house.line.ring()
    answer = house.ask("POST", f"/live-calls/{call_id}/{verb}", role=Role.INTEGRATOR)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/?done={verb}")
    assert told in _page(house, answer.headers["location"])
    assert len(house.line.heard) == 1


def test_a_quarantined_call_says_so_and_an_erased_one_says_why_it_is_empty(house: House) -> None:
    doubtful, gone = publish(house, verdict=Verdict.QUARANTINED), publish(house)
    assert "In quarantine" in _page(house, f"/calls/{doubtful}")
    house.ask("POST", f"/v1/live-calls/{gone}/objection", role=Role.PRIVACY_OFFICER)
    html = _page(house, f"/calls/{gone}")
    assert "This call was erased." in html
    assert "<audio" not in html


def test_a_released_call_says_who_released_it_and_not_that_it_is_in_quarantine(house: House) -> None:
    checks = tuple(Check(name, name != "doubt", "") for name in (LANGUAGE_CHECK, OBJECTION_CHECK, "doubt"))
    call_id = publish(house, verdict=Verdict.QUARANTINED, checks=checks)
    house.ask("POST", f"/v1/review/{call_id}/release", role=Role.PRIVACY_OFFICER)
    html = _page(house, f"/calls/{call_id}", Role.QA_MANAGER)
    assert '<span class="verdict verdict-released">✓ released by review</span>' in html
    assert "as privacy officer, 22 Nov 2026, 19:00 UTC" in html
    assert "verdict-quarantined" not in html
    assert "Before, the second look had put it into quarantine" in html


def test_a_call_that_is_being_written_down_says_how_far_it_is(house: House) -> None:
    call_id = capture(house).call_id
    claim = house.work.claim("another", lease_s=60)
    assert claim is not None
    house.work.advance(claim, State.TRANSCRIBING)
    assert "about" not in _page(house, f"/calls/{call_id}")
    house.work.note_progress(claim, Progress(percent=42, eta_s=170))
    assert "42 %, about 3 min left" in _page(house, "/")
    html = _page(house, f"/calls/{call_id}")
    assert "42 %, about 3 min left" in html
    bars = [attributes for tag, attributes in _tags(html) if tag == "progress"]
    assert [(bar["max"], bar["value"]) for bar in bars] == [("100", "42")]


def _being_written_down(house: House) -> Claim:
    capture(house)
    claim = house.work.claim("another", lease_s=60)
    assert claim is not None
    house.work.advance(claim, State.TRANSCRIBING)
    return claim


def test_a_call_in_work_has_its_progress_fetched_anew(house: House) -> None:
    claim = _being_written_down(house)
    path = f"/calls/{claim.call_id}/progress"
    for page, place in ((f"/calls/{claim.call_id}", path), ("/", f"{path}?listed=true")):
        tags = _tags(_page(house, page))
        assert [attributes["data-progress"] for _, attributes in tags if "data-progress" in attributes] == [place]
        assert ("script", {"src": "/static/progress.js", "defer": None}) in tags
        house.work.note_progress(claim, Progress(percent=42, eta_s=170))
        fragment = _page(house, place)
        assert "42 %, about 3 min left" in fragment
        assert "<html" not in fragment
        house.work.note_progress(claim, Progress(percent=43, eta_s=9))
        assert "43 %, about 9 s left" in _page(house, place)


def test_when_its_work_is_over_the_fetching_ends_and_nothing_is_told_of_how(house: House) -> None:
    kept, unknown = publish(house), new_call_id()
    for call_id in (kept, unknown):
        answer = house.get(f"/calls/{call_id}/progress", role=Role.PRIVACY_OFFICER, headers=HTML)
        assert (answer.status_code, answer.content) == (204, b"")
    html = _page(house, f"/calls/{kept}")
    assert "data-progress" not in html
    assert "progress.js" not in html


def test_fetching_the_progress_is_no_reading(house: House) -> None:
    claim = _being_written_down(house)
    _page(house, f"/calls/{claim.call_id}/progress")
    assert not house.audited(Did.READ)
    _page(house, f"/calls/{claim.call_id}")
    assert len(house.audited(Did.READ)) == 1


def test_the_last_minute_is_told_in_seconds() -> None:
    assert how_far(Progress(percent=97, eta_s=4)) == "97 %, about 4 s left"
    assert how_far(Progress(percent=50, eta_s=60)) == "50 %, about 1 min left"


def test_a_text_conversation_has_no_player(house: House) -> None:
    call_id = publish(house, audio_ms=None, turns=(turn(Channel.CALLER, "Hello", None),), masks=())
    html = _page(house, f"/calls/{call_id}")
    assert "<audio" not in html
    assert ".vtt" not in html
    assert f"/v1/calls/{call_id}.txt" in html


def test_F21_script_in_every_field_stays_text(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        room = house.desk.reading_room
        call_id = publish(house, turns=(turn(Channel.CALLER, SCRIPT, 0),), masks=(), agent_id=SCRIPT, queue=SCRIPT)
        hostile = _hostile(room.show(_officer(house), call_id))
        hostile["call_id"] = call_id
        room.show = lambda *_: hostile  # type: ignore[method-assign]
        room.list_calls = lambda *_, **__: CallPage((hostile | {"kinds": [SCRIPT]},), None)  # type: ignore[method-assign]
        hit = SearchResult(call_id, 0, Channel.CALLER, 0, f"⟦{SCRIPT}⟧ {SCRIPT}", STARTED)
        room.search = lambda *_, **__: [hit]  # type: ignore[method-assign]
        house.line.ring(queue=SCRIPT)
        pages = ["/", f"/calls/{call_id}", "/live-calls", f"/?agent={SCRIPT}&queue={SCRIPT}", f"/search?q={SCRIPT}"]
        for path in pages:
            _is_harmless(_page(house, path))


def _officer(house: House) -> Any:
    return house.desk.tokens.reader_of(house.tokens[Role.PRIVACY_OFFICER])


def _hostile(value: Any, key: str = "") -> Any:
    """Every text of the document becomes the script, save those that the server itself writes as ids and times."""
    if isinstance(value, dict):
        return {name: _hostile(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_hostile(one, key) for one in value]
    kept = key in ("started_at", "expires_at", "checked_at") or not isinstance(value, str)
    return value if kept else SCRIPT


def _is_harmless(html: str) -> None:
    for tag, attributes in _tags(html):
        assert not any(name.startswith("on") for name in attributes), tag
        assert tag != "img" or attributes == {"src": "/static/icon.svg", "alt": "", "width": "24", "height": "24"}
        assert tag != "script" or re.fullmatch(r"/static/\w+\.js", attributes.get("src") or "")
    assert "<script>" not in html


@pytest.mark.parametrize("path", ["/", "/search?q=refund", "/docs", "/sign-in", "/calls/c_000000000000000000000000"])
def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(house: House, path: str) -> None:
    publish(house)
    house.line.ring()
    html = house.get(path, role=Role.PRIVACY_OFFICER, headers=HTML).text
    for tag, attributes in _tags(html):
        assert tag != "style"
        assert "style" not in attributes
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "/").startswith(("/", "#"))
            assert not (attributes.get(name) or "").startswith("//")


def test_every_field_of_a_form_has_a_label(house: House) -> None:
    for path in ("/", "/sign-in"):
        html = _page(house, path)
        labelled = set(re.findall(r'<label[^>]* for="(\w+)"', html))
        bare = re.sub(r"<label>.*?</label>", "", html, flags=re.DOTALL)
        fields = [attributes for tag, attributes in _tags(bare) if tag in ("input", "select")]
        for field in fields:
            assert field.get("type") == "hidden" or field.get("id") in labelled


def test_the_page_of_older_calls_keeps_the_filters(house: House) -> None:
    for n in range(51):
        publish(house, started_at=STARTED - timedelta(minutes=n), audio_ms=None, turns=(), masks=())
    html = _page(house, "/?queue=support")
    older = re.search(r'href="(/\?queue=support&amp;cursor=[^"]+)"', html)
    assert older is not None
    assert _page(house, older[1].replace("&amp;", "&")).count('<th scope="row">') == 1


PIECES: list[tuple[str, list[tuple[int, int, str]], list[Piece], str]] = [
    ("plain", [], [Piece("plain")], "nothing hidden"),
    ("a [X] b", [(2, 5, "X")], [Piece("a "), Piece("[X]", "X"), Piece(" b")], ""),
    ("[X]", [(0, 3, "X")], [Piece("[X]", "X")], "all of it"),
    ("[X][Y]", [(3, 6, "Y"), (0, 3, "X")], [Piece("[X]", "X"), Piece("[Y]", "Y")], "side by side, in any order"),
    ("[X]", [(0, 3, "X"), (1, 2, "Y")], [Piece("[X]", "X")], "one inside another"),
    ("ab", [(1, 9, "X"), (2, 2, "X")], [Piece("ab")], "positions that do not fit are left alone"),
]


@pytest.mark.parametrize(("text", "labels", "expected", "remark"), PIECES)
def test_a_turn_is_cut_at_its_labels(
    text: str, labels: list[tuple[int, int, str]], expected: list[Piece], remark: str
) -> None:
    assert list(pieces_of(text, labels)) == expected, remark


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        ("a ⟦b⟧ c", (("a ", False), ("b", True), (" c", False))),
        ("⟦b⟧⟦c⟧", (("b", True), ("c", True))),
        ("⟦never closed", (("never closed", False),)),
        ("⟧ alone", (("⟧ alone", False),)),
        ("", ()),
    ],
)
def test_a_snippet_is_cut_at_its_brackets(snippet: str, expected: tuple[tuple[str, bool], ...]) -> None:
    assert snippet_pieces(snippet) == expected


def test_the_timeline_has_a_lane_a_party_and_stays_within_its_width() -> None:
    said = [
        {"channel": "caller", "start_ms": 0, "end_ms": 500},
        {"channel": "agent", "start_ms": 400, "end_ms": 2000},
    ]
    masks = [{"kind": "SSN", "channel": "agent", "start_ms": 1999, "end_ms": 2000}]
    timeline = timeline_of({"duration_ms": 1000, "channels": ["caller", "agent"], "turns": said, "masks": masks})
    assert timeline is not None
    assert timeline.lanes == ("caller", "agent")
    assert max(block.x + block.width for block in timeline.turns) == 1000
    assert [block.kind for block in timeline.masks] == ["SSN"]
    assert timeline.masks[0].width == 2.0
