"""P12: a fault in any detector ends in quarantine: nothing is published, nothing is told of what was said.

The real worker, detectors, database, object store and API; the spool and the recogniser are twins in memory.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from archive.call_details import CallDetailsInDatabase
from archive.standing_objections import StandingObjectionsInDatabase
from calls.access import Role
from calls.audio import RawAudio, RawRecording, RedactedAudio
from calls.audit import Did
from calls.call import CallId, CapturedCall, Channel
from calls.finding import Finding
from calls.lifecycle import State
from calls.ports.detector import Detector
from calls.ports.spool import RawConversation
from calls.ports.transcribers import Watch, unwatched
from calls.retention import DEFAULT_RULES
from calls.transcript import Transcript, Turn, Window
from pipeline import wiring
from pipeline.housekeeping import Housekeeper
from pipeline.settings import Settings
from pipeline.tools import Tools
from pipeline.worker import Worker
from redact import presidio_detector
from redact.company_numbers import CompanyNumbers
from redact.company_words import HiddenNames, WithKeptWords
from redact.find_secrets import rule_detectors
from redact.mask_text import put_labels
from redact.name_model import detector as detector_of_names
from redact.name_model.detector import NameModelDetector
from redact.presidio_detector import PresidioDetector
from tests.api.builders import House, capture, open_house
from tests.canary_scanner import Needles, scan
from tests.everything_logged import everything_logged
from tests.pipeline.test_housekeeping import ShelfSpool
from tests.redact.conversation import timed_turn
from tests.redact.small_language_model import write_language_model

DEADLINE = timedelta(hours=6)
SAID = (
    (Channel.AGENT, "Thank you, and what is your social security number?"),
    (Channel.CALLER, "it is 219 09 9999 and I am Aleksandra Brzezicka from flat nine"),
    (Channel.AGENT, "Wonderful, the zebrafish is on its way."),
)
SECRETS = ("219 09 9999", "219099999", "Aleksandra", "Brzezicka", "zebrafish", "social security number")
RULES = tuple(detector.name for detector in rule_detectors())
WRAPPED = ("presidio", "name model")
"""They run inside a `WithKeptWords` each, the rules inside the first one."""
BESIDE_RULES = (*WRAPPED, *(f"{name}, but for kept words" for name in WRAPPED), "hidden names", "company's numbers")
"""What `pipeline.wiring.make_detectors` builds where a company has all its lists; a test compares the two."""
OWN_WORDS = {
    "hidden_names_file": "Blossom Okafor\n",
    "kept_words_file": "Mercury Jade\n",
    "customer_numbers_file": '"KD"999999\n',
}
_DIGEST_OR_VERSION = re.compile(r" (?:sha256:\w+|[\d.]+)")


class Fails:
    """In the place of a detector; its error quotes the call, as an unexpected one may."""

    def __init__(self, name: str, *, fails_at: Callable[[], bool]) -> None:
        self.name, self._fails_at = name, fails_at

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        if not self._fails_at():
            return ()
        raise ValueError(" / ".join(turn.text for turn in turns))


class Spool(ShelfSpool):
    """What was said, in text or in sound."""

    def __init__(self, captured: CapturedCall, *, has_sound: bool) -> None:
        super().__init__()
        self.calls.append(captured)
        self._has_sound = has_sound

    def open(self, call_id: CallId) -> RawRecording | RawConversation:  # type: ignore[override]
        if not self._has_sound:
            return RawConversation(call_id, tuple(Turn.of_text(channel, text) for channel, text in SAID))
        samples = np.random.default_rng(1).integers(-8_000, 8_000, (20_000 * 8, 2)).astype(np.int16)
        return RawRecording(call_id, RawAudio(samples, 8_000, (Channel.CALLER, Channel.AGENT)))


class Recogniser:
    """Writes down what was said; hears nothing again."""

    engine, model = "twin", "given"
    has_listened_again = False

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:  # noqa: ARG002
        self.has_listened_again = False
        turns = tuple(timed_turn(channel, text, 1_000 + 6_000 * k) for k, (channel, text) in enumerate(SAID))
        return Transcript(turns, "en", audio.duration_ms, self.engine, self.model)

    def listen_again(
        self,
        audio: RedactedAudio,  # noqa: ARG002
        windows: Sequence[Window],  # noqa: ARG002
        watch: Watch = unwatched,  # noqa: ARG002
    ) -> Sequence[Turn]:
        self.has_listened_again = True
        return ()


@dataclass
class Desk:
    """A call that has hung up, and all that becomes of it."""

    house: House
    spool: Spool
    call_id: CallId
    recogniser: Recogniser = field(default_factory=Recogniser)

    def worker(self, detectors: Sequence[Detector]) -> Worker:
        tools = Tools(
            spool=self.spool,
            transcriber=self.recogniser,
            checking_transcriber=self.recogniser,
            detectors=detectors,
            put_labels=put_labels,
            archive=self.house.archive,
            work=self.house.work,
            retention_rules=DEFAULT_RULES,
            clock=self.house.clock,
        )
        return Worker("worker", tools, lease_s=30)

    def work(self, detectors: Sequence[Detector]) -> list[State | None]:
        """The call's state after each attempt, until nothing is due any more."""
        worker, states = self.worker(detectors), []
        while worker.work_once():
            states.append(self.house.state_of(self.call_id))
            self.house.clock.at += timedelta(minutes=2)
        return states

    def tidy(self) -> None:
        database = self.house.database
        Housekeeper(
            self.spool,
            self.house.work,
            CallDetailsInDatabase(database),
            StandingObjectionsInDatabase(database, self.house.audit.log, self.house.clock),
            self.house.audit,
            self.house.clock,
            DEADLINE,
            refresh_rules=lambda: None,
            sweep=lambda: None,
        ).destroy_leftovers()

    def told(self) -> str:
        """What the API answers about the call: problem documents to whoever reads calls, its fate to an officer."""
        paths = [f"/v1/calls/{self.call_id}{tail}" for tail in ("", "/audio", ".txt", ".vcon.json")]
        refused = [self.house.get(path) for path in paths]
        assert [answer.status_code for answer in refused] == [404] * len(paths)
        shown = [self.house.get(path, role=Role.PRIVACY_OFFICER) for path in (*paths, f"/v1/review/{self.call_id}")]
        assert (shown[-1].status_code, shown[-1].json()["turns"]) == (200, [])
        return "\n".join(answer.text for answer in (*refused, *shown))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    with open_house(folder) as opened:
        yield opened


@pytest.fixture
def in_text(house: House) -> Desk:
    captured = capture(house)
    return Desk(house, Spool(captured, has_sound=False), captured.call_id)


@pytest.fixture
def in_sound(house: House) -> Desk:
    captured = capture(house)
    return Desk(house, Spool(captured, has_sound=True), captured.call_id)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_language_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def name_model() -> NameModelDetector:
    return NameModelDetector()


def wired(
    model: Path,
    name_model: Detector,
    failing: str = "",
    *,
    fails_at: Callable[[], bool] = lambda: True,
) -> tuple[Detector, ...]:
    """The detectors as `make_detectors` wires them, with one that fails in the place of the one that is named."""
    stands_in = Fails(failing, fails_at=fails_at)

    def heeded(detector: Detector) -> Detector:
        return stands_in if called(detector) == failing else detector

    rules = tuple(map(heeded, rule_detectors()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "english_model", lambda *_: model)
        patch.setattr(presidio_detector, "PresidioDetector", lambda folder: heeded(PresidioDetector(folder, rules)))
        patch.setattr(detector_of_names, "NameModelDetector", lambda: heeded(name_model))
        detectors = wiring.make_detectors(Settings.model_validate(own_words(model.parent)))
    return tuple(map(heeded, detectors))


def own_words(folder: Path) -> dict[str, Path]:
    """The files of OWN_WORDS, by setting."""
    for setting, words in OWN_WORDS.items():
        (folder / setting).write_text(words, encoding="utf-8")
    return {setting: folder / setting for setting in OWN_WORDS}


def called(detector: Detector) -> str:
    """Its name without versions and digests."""
    return _DIGEST_OR_VERSION.sub("", detector.name)


@pytest.mark.parametrize("failing", [*RULES, *BESIDE_RULES])
def test_P12_F3_a_fault_in_any_detector_quarantines_and_publishes_nothing(
    failing: str, in_text: Desk, model: Path, name_model: NameModelDetector
) -> None:
    check_that_nothing_comes_of_it(in_text, wired(model, name_model, failing))


@pytest.mark.parametrize("failing", BESIDE_RULES)
def test_P12_F3_in_a_call_with_sound_it_does_too(
    failing: str, in_sound: Desk, model: Path, name_model: NameModelDetector
) -> None:
    check_that_nothing_comes_of_it(in_sound, wired(model, name_model, failing))


@pytest.mark.parametrize("failing", BESIDE_RULES)
def test_P12_a_fault_at_the_second_look_does_too(
    failing: str, in_sound: Desk, model: Path, name_model: NameModelDetector
) -> None:
    detectors = wired(model, name_model, failing, fails_at=lambda: in_sound.recogniser.has_listened_again)
    check_that_nothing_comes_of_it(in_sound, detectors)
    assert in_sound.recogniser.has_listened_again, "it failed before"


def check_that_nothing_comes_of_it(desk: Desk, detectors: Sequence[Detector]) -> None:
    """Three attempts, quarantine without artefacts, and not a word of the call in any log or answer."""
    with everything_logged() as logged:
        states = desk.work(detectors)
    assert states == [State.CAPTURED, State.CAPTURED, State.QUARANTINED]
    assert not list(desk.house.store.list("calls/"))
    assert desk.house.audited(Did.ARCHIVED) == []
    reasons = [event["reason"] for event in logged.events if event["event"] == "step_failed"]
    assert reasons == ["unexpected ValueError"] * 3
    written, told = str(logged), desk.told()
    assert "unexpected ValueError" in told
    assert [secret for secret in SECRETS if secret in written or secret in told] == []


def test_P3_P5_nothing_of_what_was_said_lies_in_database_store_or_audit_log(
    in_text: Desk, folder: Path, model: Path, name_model: NameModelDetector
) -> None:
    in_text.work(wired(model, name_model, "name model"))
    found = scan([folder], Needles.of_text("what was said", *SECRETS, *(text for _, text in SAID)))
    assert found.is_clean, str(found)
    assert not scan([folder], Needles.of_text("its id", in_text.call_id)).is_clean, "the scan saw nothing"


def test_P4_raw_audio_waits_sealed_for_an_operator_and_dies_at_its_deadline(
    in_text: Desk, model: Path, name_model: NameModelDetector
) -> None:
    hung_up = in_text.house.clock.at
    in_text.work(wired(model, name_model, "persons"))
    in_text.tidy()
    assert in_text.spool.holds(in_text.call_id)
    in_text.house.clock.at = hung_up + DEADLINE - timedelta(seconds=1)
    in_text.tidy()
    assert in_text.spool.holds(in_text.call_id)
    in_text.house.clock.at += timedelta(seconds=2)
    in_text.tidy()
    assert not in_text.spool.holds(in_text.call_id)
    assert in_text.house.state_of(in_text.call_id) is State.QUARANTINED


def test_without_a_fault_the_same_call_is_read_to_its_end(
    in_text: Desk, model: Path, name_model: NameModelDetector
) -> None:
    """So it was the fault that quarantined it, and not the call."""
    (state,) = in_text.work(wired(model, name_model))
    assert state in {State.ARCHIVED, State.QUARANTINED}
    assert [key.rpartition("/")[2] for key in in_text.house.store.list("calls/")][-1] == "transcript.json"
    assert not in_text.spool.holds(in_text.call_id)


def test_every_detector_that_is_wired_is_made_to_fail_here(model: Path, name_model: NameModelDetector) -> None:
    detectors = wired(model, name_model)
    assert [type(detector) for detector in detectors] == [WithKeptWords, WithKeptWords, HiddenNames, CompanyNumbers]
    assert (*WRAPPED, *map(called, detectors)) == BESIDE_RULES
    assert len(set(RULES)) == len(RULES) == len(rule_detectors())


def test_every_setting_that_detectors_are_made_of_is_set_here() -> None:
    assert set(re.findall(r"\bsettings\.(\w+)", inspect.getsource(wiring.make_detectors))) == set(OWN_WORDS)
