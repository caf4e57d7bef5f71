"""Those who object for good: a list of keyed codes, which imports heed like live calls."""

from pathlib import Path

from tests.cli.command_line import CommandLine
from tests.fixtures_manifest import fixture

NUMBER = "+12125550147"


def line(tmp_path: Path) -> CommandLine:
    work = tmp_path / "work"
    work.mkdir()
    return CommandLine(tmp_path / "home", work)


def test_a_number_is_added_listed_and_removed_and_stands_nowhere(tmp_path: Path) -> None:
    hushtape = line(tmp_path)
    added = hushtape.run("objection", "add", NUMBER, "--json")
    assert added.status == 0
    assert hushtape.run("objection", "list", "--json").json == [added.json["code"]]
    kept = b"".join(path.read_bytes() for path in hushtape.home.rglob("*") if path.is_file())
    assert NUMBER.encode() not in kept
    assert NUMBER[1:].encode() not in kept
    assert hushtape.run("objection", "remove", "1 (212) 555-0147").status == 0
    assert hushtape.run("objection", "list", "--json").json == []
    again = hushtape.run("objection", "remove", NUMBER)
    assert again.status == 4
    assert again.is_one_line_of_complaint()


def test_a_recording_of_somebody_who_objects_is_not_taken(tmp_path: Path) -> None:
    hushtape = line(tmp_path)
    hushtape.run("objection", "add", NUMBER)
    refused = hushtape.run("import", fixture("objection_demo").path, "--caller-number", "+1 212 555 0147")
    assert refused.status == 3
    assert refused.is_one_line_of_complaint()
    assert not list((hushtape.home / "spool").glob("c_*"))
    taken = hushtape.run("import", fixture("objection_demo").path, "--caller-number", "+12125550148")
    assert taken.status == 0


def test_what_holds_no_number_is_a_wrong_use(tmp_path: Path) -> None:
    refused = line(tmp_path).run("objection", "add", "anonymous")
    assert refused.status == 2
    assert refused.is_one_line_of_complaint()
