from pathlib import Path

import pytest

from calls.errors import BadSettings
from recorder.keys import (
    load_private_keys,
    load_pseudonym_key,
    load_public_keys,
    make_pseudonym_key,
    make_wrapping_keys,
)
from recorder.tink_seals import CallSeal


def test_what_the_public_half_wraps_the_private_half_opens(tmp_path: Path) -> None:
    make_wrapping_keys(tmp_path / "a/private.json", tmp_path / "b/public.json")
    seal = CallSeal.fresh()
    wrapped = load_public_keys(tmp_path / "b/public.json").wrap(seal, b"here")
    opened = load_private_keys(tmp_path / "a/private.json").unwrap(wrapped, b"here")
    assert opened.open(seal.seal(b"words", b"x"), b"x") == b"words"


def test_making_keys_again_changes_nothing_and_restores_a_lost_public_half(tmp_path: Path) -> None:
    private, public = tmp_path / "private.json", tmp_path / "public.json"
    make_wrapping_keys(private, public)
    before = private.read_bytes(), public.read_bytes()
    public.unlink()
    make_wrapping_keys(private, public)
    assert (private.read_bytes(), public.read_bytes()) == before


def test_the_private_files_belong_to_their_owner_alone(tmp_path: Path) -> None:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    make_pseudonym_key(tmp_path / "pseudonym.key")
    for name in ("private.json", "pseudonym.key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_public_file_holds_no_private_key(tmp_path: Path) -> None:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    with pytest.raises(BadSettings):
        load_private_keys_of_public(tmp_path)


def load_private_keys_of_public(folder: Path) -> None:
    (folder / "public.json").chmod(0o600)
    load_private_keys(folder / "public.json")


def test_a_secret_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    make_pseudonym_key(tmp_path / "pseudonym.key")
    (tmp_path / "pseudonym.key").chmod(0o644)
    with pytest.raises(BadSettings, match="chmod 600"):
        load_pseudonym_key(tmp_path / "pseudonym.key")


def test_a_public_file_without_its_private_half_stops_the_start(tmp_path: Path) -> None:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    (tmp_path / "private.json").unlink()
    with pytest.raises(BadSettings, match="private half"):
        make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")


@pytest.mark.parametrize("payload", [b"", b"not json", b"{}", b"\xff\xfe"])
def test_damaged_key_files_are_bad_settings(tmp_path: Path, payload: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(payload)
    path.chmod(0o600)
    for load in (load_private_keys, load_public_keys, load_pseudonym_key):
        with pytest.raises(BadSettings):
            load(path)


def test_missing_key_files_are_bad_settings(tmp_path: Path) -> None:
    for load in (load_private_keys, load_public_keys, load_pseudonym_key):
        with pytest.raises(BadSettings):
            load(tmp_path / "none")


def test_a_folder_that_cannot_be_written_is_bad_settings(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadSettings):
        make_pseudonym_key(tmp_path / "file" / "key")
