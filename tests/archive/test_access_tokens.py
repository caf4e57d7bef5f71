"""Tokens: shown once, kept as a digest, ended on time."""

from datetime import timedelta

import sqlalchemy as sa

from calls.access import Role
from calls.audit import Did
from tests.archive.houses import House, event


def test_a_token_opens_for_its_role_until_it_ends(house: House) -> None:
    audit = event(Did.TOKEN_CREATED)
    secret = house.tokens.create(Role.TRAINER, name="team", lasts=timedelta(hours=1), audit=audit)
    holder = house.tokens.reader_of(secret)
    assert holder is not None
    assert (holder.name, holder.roles) == ("team", frozenset({Role.TRAINER}))
    house.clock.pass_(seconds=3_599)
    assert house.tokens.reader_of(secret) is not None
    house.clock.pass_(seconds=1)
    assert house.tokens.reader_of(secret) is None
    assert house.did() == ["token_created"]


def test_a_wrong_secret_opens_nothing(house: House) -> None:
    for secret in ("", "x", "ht_", "\x00", "\ud800", "x" * 100_000):
        assert house.tokens.reader_of(secret) is None


def test_the_secret_itself_is_kept_nowhere(house: House) -> None:
    secret = house.tokens.create(Role.ADMIN, name="a", lasts=timedelta(days=1), audit=event(Did.TOKEN_CREATED))
    with house.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT * FROM tokens")).all()
    assert secret not in str(rows)
    assert secret not in str(house.audit_log.newest(limit=10))


def test_ended_tokens_are_cleared_away(house: House) -> None:
    for _ in range(2):
        house.tokens.create(Role.ADMIN, name="a", lasts=timedelta(hours=1), audit=event(Did.TOKEN_CREATED))
        house.clock.pass_(hours=2)
    with house.database.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM tokens")).scalar() == 1
