"""A download that breaks off goes on where it ended; the SHA-256 decides; offline no source is asked."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from calls.errors import ModelMissing
from pipeline.doctor import examine
from pipeline.model_files import english_model, whisper_weights
from pipeline.settings import Settings
from transcribe import models
from transcribe.models import PinnedModel, find_weights
from transcribe.resumed_download import download

WEIGHTS = bytes(range(256)) * 4000
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


@dataclass
class Hub:
    """A web server with files; `breaks_after` bytes of an answer it hangs up, as often as `breaks` says."""

    files: dict[str, bytes]
    breaks: int = 0
    breaks_after: int = 300_000
    knows_ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        name = request.path.removeprefix("/")
        self.asked.append((name, wanted))
        body = self.files[name]
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.knows_ranges else 0
        if start >= len(body):
            request.send_response(416)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        request.send_header("Content-Length", str(len(body) - start))
        request.end_headers()
        end = len(body)
        if self.breaks and len(body) > self.breaks_after:
            self.breaks -= 1
            end = start + self.breaks_after
        request.wfile.write(body[start:end])


@pytest.fixture
def hub() -> Iterator[Hub]:
    serving = Hub({"model.bin": WEIGHTS})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            serving.answer(self)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield serving
        server.shutdown()
        thread.join()


def fetch(hub: Hub, folder: Path, sha256: str = SHA256) -> Path:
    target = folder / "model.bin"
    download(f"{hub.url}model.bin", sha256, folder / ".partial" / sha256, target, lambda _: None)
    return target


def partial(folder: Path) -> Path:
    return folder / ".partial" / SHA256


def test_a_download_that_breaks_off_goes_on_where_it_ended(hub: Hub, tmp_path: Path) -> None:
    hub.breaks = 2
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS
    assert [wanted for _, wanted in hub.asked] == [None, "bytes=300000-", "bytes=600000-"]
    assert not partial(tmp_path).exists()


def test_what_an_earlier_process_fetched_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    partial(tmp_path).parent.mkdir()
    partial(tmp_path).write_bytes(WEIGHTS[:1000])
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS
    assert hub.asked == [("model.bin", "bytes=1000-")]


def test_a_part_that_is_whole_already_is_taken(hub: Hub, tmp_path: Path) -> None:
    partial(tmp_path).parent.mkdir()
    partial(tmp_path).write_bytes(WEIGHTS)
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS


def test_a_server_that_knows_no_ranges_sends_the_whole_again(hub: Hub, tmp_path: Path) -> None:
    hub.breaks, hub.knows_ranges = 1, False
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS


def test_a_part_of_another_file_is_found_out_and_does_not_stay(hub: Hub, tmp_path: Path) -> None:
    partial(tmp_path).parent.mkdir()
    partial(tmp_path).write_bytes(b"something else")
    with pytest.raises(ModelMissing, match="not the file that was pinned"):
        fetch(hub, tmp_path)
    assert not (tmp_path / "model.bin").exists()
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS


def test_when_the_hub_goes_away_what_came_is_kept_and_told(hub: Hub, tmp_path: Path) -> None:
    hub.breaks, hub.breaks_after = 1, 5000
    real = hub.answer
    hub.answer = lambda request: real(request) if not hub.asked else None  # type: ignore[method-assign]
    with pytest.raises(ModelMissing, match="does not answer") as missing:
        fetch(hub, tmp_path)
    assert "5000 bytes are kept" in missing.value.hint
    assert partial(tmp_path).read_bytes() == WEIGHTS[:5000]
    hub.answer = real  # type: ignore[method-assign]
    assert fetch(hub, tmp_path).read_bytes() == WEIGHTS


def test_two_processes_do_not_write_into_one_part(hub: Hub, tmp_path: Path) -> None:
    def again(_: int) -> None:
        with pytest.raises(ModelMissing, match="another process"):
            fetch(hub, tmp_path)

    download(f"{hub.url}model.bin", SHA256, partial(tmp_path), tmp_path / "model.bin", again)
    assert (tmp_path / "model.bin").read_bytes() == WEIGHTS
    assert len(hub.asked) == 1


def test_weights_come_from_the_hub_in_several_tries_and_then_from_the_cache(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.files |= {"config.json": b"{}"}
    hub.breaks = 1
    sha256 = {name: hashlib.sha256(body).hexdigest() for name, body in hub.files.items()}
    monkeypatch.setitem(models.MODELS, "tiny", PinnedModel("tiny", sha256, len(WEIGHTS), hub.url, ()))
    seen: list[tuple[int, int]] = []
    weights = find_weights("tiny", cache_dir=tmp_path, on_progress=lambda done, total: seen.append((done, total)))
    assert (weights.source, (weights.folder / "model.bin").read_bytes()) == ("hub", WEIGHTS)
    assert seen[-1] == (len(WEIGHTS), len(WEIGHTS))
    hub.asked.clear()
    assert find_weights("tiny", cache_dir=tmp_path).source == "cache"
    assert hub.asked == []


def test_offline_no_source_is_asked_and_one_line_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model_cache=tmp_path / "models", models_offline=True)
    for find in (whisper_weights, english_model):
        with pytest.raises(ModelMissing, match="not in the cache, and no source may be asked") as missing:
            find(settings)
        assert str(tmp_path / "models") in missing.value.hint
    assert not (tmp_path / "models").exists()


def test_the_doctor_tells_what_a_worker_loads_and_what_is_missing_offline(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model_cache=tmp_path / "models", models_offline=True)
    told = {finding.name: finding for finding in examine(settings)}
    assert "faster-whisper writes, openai-whisper checks" in told["recognisers"].detail
    assert not told["Whisper base"].ok
    assert "unset HUSHTAPE_MODELS_OFFLINE" in told["Whisper base"].hint


def test_the_doctor_shows_the_sha256_of_what_is_cached(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model_cache=tmp_path / "models")
    folder = tmp_path / "models" / "en_core_web_md-26c5dc4ed2bb"
    folder.mkdir(parents=True)
    told = {finding.name: finding for finding in examine(settings)}
    assert told["en_core_web_md"].ok
    assert told["en_core_web_md"].detail == f"{folder}, sha256 26c5dc4ed2bb8d2a"
