import re

import pytest

from tests.cli.command_line import CommandLine

COMMANDS = (
    "serve",
    "demo",
    "import",
    "calls",
    "show",
    "audio",
    "search",
    "redact-text",
    "redact-audio",
    "transcribe",
    "objection add",
    "objection list",
    "objection remove",
    "objection keys",
    "objection rotate-key",
    "live list",
    "live object",
    "live pause",
    "live resume",
    "review list",
    "review show",
    "review widen",
    "review release",
    "review erase",
    "review object",
    "samples pull",
    "samples pulls",
    "samples withdraw",
    "retention sweep",
    "audit list",
    "audit verify",
    "token create",
    "config show",
    "config check",
    "models",
    "doctor",
    "recheck",
    "reconcile",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example_and_knows_json_and_quiet(
    command_line: CommandLine, command: str
) -> None:
    answer = command_line.run(*command.split(), "--help")
    assert (answer.status, answer.err) == (0, "")
    assert re.search(rf"Example: .*hushtape {command}", answer.out)
    assert "--json" in answer.out
    assert "--quiet" in answer.out
    assert not command_line.home.exists()


def test_the_list_of_commands_names_every_group(command_line: CommandLine) -> None:
    listed = command_line.run("--help").out
    assert {command.split()[0] for command in COMMANDS} <= set(listed.split())


def test_help_loads_no_engine_and_no_database(command_line: CommandLine) -> None:
    heavy = ("sqlalchemy", "minio", "torch", "av", "spacy", "tink", "fastapi")
    answer = command_line.run_python(f"import sys, cli; print([m for m in {heavy!r} if m in sys.modules])")
    assert answer.out == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("frobnicate",), "No such command 'frobnicate' (see hushtape --help)"),
        (("show",), "Missing argument 'call_id' (see hushtape show --help)"),
        (("calls", "--limit", "0"), "see hushtape calls --help"),
        (("calls", "--kind", "SHOE_SIZE"), "see hushtape calls --help"),
        (("import", "x.wav", "--caller-channel", "2"), "see hushtape import --help"),
        (("import", "x.wav", "--started-at", "yesterday"), "see hushtape import --help"),
        (("token", "create", "--role", "king"), "see hushtape token create --help"),
        (("recheck",), "name the calls, or say --all (see hushtape recheck --help)"),
        (("recheck", "--all", "c_" + "0" * 24), "name the calls, or say --all"),
        (("samples", "pull"), "see hushtape samples pull --help"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_2(
    command_line: CommandLine, arguments: tuple[str, ...], says: str
) -> None:
    answer = command_line.run(*arguments)
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert says in answer.err
