"""A Whisper model of any size in a folder of one's own: both engines load it, and nobody takes it for a pinned one."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from calls.errors import ModelMissing
from tests.transcribe.tiny_whisper import (
    HEADS,
    N_AUDIO_HEADS,
    N_AUDIO_LAYERS,
    N_STATE,
    N_TEXT_HEADS,
    N_TEXT_LAYERS,
    edit_json,
    write_tiny_whisper,
)
from transcribe import models, processor
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.models import WhisperWeights, describe_weights, find_weights
from transcribe.openai_whisper_engine import OpenaiWhisperEngine
from transcribe.resample import MODEL_RATE_HZ

pytestmark = pytest.mark.xdist_group("own models")

WINDOW_S = 30
"""Without padding: what stands for silence in it is the engines' own affair."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_whisper(tmp_path_factory.mktemp("models") / "call centre (small)")


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A folder to spoil."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def of(folder: Path) -> WhisperWeights:
    return find_weights("base", cache_dir=folder / "nowhere", path=folder)


def test_it_is_named_after_its_folder_and_its_own_sha256_and_never_by_its_path(folder: Path) -> None:
    weights = of(folder)
    sha256 = hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()
    assert (weights.name, weights.sha256, weights.source) == ("own-call-centre-small", sha256, "path")
    for engine in (FasterWhisperEngine(weights), OpenaiWhisperEngine(weights)):
        assert engine.model.startswith("whisper-own-call-centre-small ")
        assert engine.model.endswith(f" sha256:{sha256[:12]}")
        assert str(folder.parent) not in engine.model


@pytest.mark.parametrize(("n_languages", "n_mels"), [(99, 80), (100, 128)])
def test_both_engines_hear_by_it_in_the_same_language_and_tell_times(
    tmp_path: Path, n_languages: int, n_mels: int
) -> None:
    weights = of(write_tiny_whisper(tmp_path / "own", n_languages=n_languages, n_mels=n_mels))
    sound = np.random.default_rng(3).standard_normal(WINDOW_S * MODEL_RATE_HZ).astype(np.float32) / 8
    exact = FasterWhisperEngine(weights, compute_type="float32", beam_size=1)
    (mine,), (theirs,) = exact.hear([sound]), OpenaiWhisperEngine(weights).hear([sound])
    assert len(mine.languages) == len(theirs.languages) == n_languages
    assert mine.spoken_as == theirs.spoken_as
    apart = max(abs(mine.languages[tag] - theirs.languages[tag]) for tag in theirs.languages)
    assert apart < max(theirs.languages.values()) / 20
    for heard in (mine, theirs):
        assert heard.words
        assert all(0 <= word.start_ms <= word.end_ms <= WINDOW_S * 1000 for word in heard.words)


def test_both_encoders_answer_alike_in_float32(folder: Path) -> None:
    features = np.random.default_rng(1).standard_normal((1, 80, 3000)).astype(np.float32)
    mine = FasterWhisperEngine(of(folder), compute_type="float32").encode(features)
    theirs = OpenaiWhisperEngine(of(folder)).encode(features)
    assert mine.shape == theirs.shape == (1, 1500, N_STATE)
    assert np.abs(mine - theirs).max() < 1e-4


def test_dimensions_and_the_heads_that_tell_times_come_from_the_files(folder: Path) -> None:
    loaded = OpenaiWhisperEngine(of(folder))._loaded
    dims = loaded.dims
    assert (dims.n_audio_layer, dims.n_audio_head) == (N_AUDIO_LAYERS, N_AUDIO_HEADS)
    assert (dims.n_text_layer, dims.n_text_head) == (N_TEXT_LAYERS, N_TEXT_HEADS)
    assert (dims.n_audio_state, dims.n_text_state, dims.n_vocab) == (N_STATE, N_STATE, 51_865)
    assert [tuple(head) for head in loaded.alignment_heads.indices().T.tolist()] == list(HEADS)


def test_what_was_measured_on_base_alone_is_not_done_to_other_models(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processor, "flags", lambda: frozenset({"amx_bf16"}))
    by_name_alone = Path(shutil.copytree(folder, tmp_path / "base"))
    for own in (folder, by_name_alone):
        engine = FasterWhisperEngine(of(own))
        assert " int8 sha256:" in engine.model
        assert engine.encode(np.zeros((1, 80, 3000), np.float32)).shape == (1, 1500, N_STATE)


def test_float16_is_named_and_rounds_a_little(folder: Path) -> None:
    features = np.random.default_rng(1).standard_normal((1, 80, 3000)).astype(np.float32)
    rounded, exact = (OpenaiWhisperEngine(of(folder), compute_type=kind) for kind in ("float16", "float32"))
    assert " float16 " in rounded.model
    apart = np.abs(rounded.encode(features) - exact.encode(features)).max()
    assert 0 < apart < 0.05


def _cut(folder: Path) -> None:
    file = folder / "model.bin"
    file.write_bytes(file.read_bytes()[:-100_000])


def _other_bytes(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"something else")


def _empty(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"")


def _of_a_newer_model(folder: Path) -> None:
    newer = write_tiny_whisper(folder / "newer", n_languages=100)
    shutil.copy(newer / "tokenizer.json", folder)


def _shorter_vocabulary(folder: Path) -> None:
    file = folder / "vocabulary.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8"))[:-1]), encoding="utf-8")


def _whole_numbers(folder: Path) -> None:
    write_tiny_whisper(folder, kind="int8")


def _more_bands(folder: Path) -> None:
    write_tiny_whisper(folder, n_languages=100, n_mels=128)
    (folder / "preprocessor_config.json").unlink()


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _with(**changes: object) -> Callable[[Path], None]:
    return lambda folder: edit_json(folder / "config.json", **changes)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_without("model.bin"), "model.bin is missing"),
        (_without("config.json"), "config.json is missing"),
        (_without("tokenizer.json"), "tokenizer.json is missing"),
        (_without("vocabulary.json"), "vocabulary.txt is missing"),
        (_cut, "model.bin cannot be read as CTranslate2 weights"),
        (_empty, "model.bin cannot be read as CTranslate2 weights"),
        (_other_bytes, "model.bin cannot be read as CTranslate2 weights"),
        (_whole_numbers, "rounded to whole numbers"),
        (_more_bands, "hears 128 bands of sound, preprocessor_config.json says 80: the file is missing"),
        (_of_a_newer_model, "tokenizer.json does not belong to model.bin"),
        (_shorter_vocabulary, "vocabulary.json does not belong to model.bin"),
        (_with(alignment_heads=None), "names no alignment_heads"),
        (_with(alignment_heads=[[N_TEXT_LAYERS, 0]]), "names no alignment_heads"),
        (_with(suppress_ids=[99_999]), "names no suppress_ids"),
        (_with(lang_ids=[50_259]), "names other languages"),
    ],
)
def test_a_damaged_or_incomplete_folder_is_one_line_with_a_hint(
    copied: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(copied)
    with pytest.raises(ModelMissing, match=says) as missing:
        of(copied)
    assert missing.value.hint
    assert "\n" not in str(missing.value)
    problem = describe_weights("base", cache_dir=copied, path=copied).problem
    assert problem is not None
    assert says in problem.message


def test_a_vocabulary_in_lines_will_do(copied: Path) -> None:
    pieces = json.loads((copied / "vocabulary.json").read_text(encoding="utf-8"))
    (copied / "vocabulary.json").unlink()
    (copied / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    assert of(copied).name == "own-copy"


def test_weights_that_may_not_be_read_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(models, "sha256_of", refuse)
    with pytest.raises(ModelMissing, match=r"model\.bin cannot be read \(Permission denied\)"):
        of(folder)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.bin is missing"):
        of(tmp_path / "nowhere")
