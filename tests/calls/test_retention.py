from datetime import UTC, datetime, timedelta

from calls.retention import DEFAULT_RULES, Purpose, has_expired, live_purposes, tags_for

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_one_tag_a_purpose_counted_from_now() -> None:
    tags = tags_for({Purpose.DISPUTE: timedelta(days=3), Purpose.AGENT_TRAINING: timedelta(days=1)}, now=NOW)
    assert [(tag.purpose, tag.expires_at) for tag in tags] == [
        (Purpose.AGENT_TRAINING, NOW + timedelta(days=1)),
        (Purpose.DISPUTE, NOW + timedelta(days=3)),
    ]


def test_P14_a_purpose_lives_until_its_second_and_not_after() -> None:
    (tag,) = tags_for({Purpose.DISPUTE: timedelta(days=1)}, now=NOW)
    assert live_purposes([tag], now=tag.expires_at - SECOND) == {Purpose.DISPUTE}
    assert live_purposes([tag], now=tag.expires_at) == frozenset()


def test_P14_a_call_expires_with_its_last_purpose() -> None:
    tags = tags_for({Purpose.DISPUTE: timedelta(days=1), Purpose.AGENT_TRAINING: timedelta(days=2)}, now=NOW)
    assert not has_expired(tags, now=NOW + timedelta(days=2) - SECOND)
    assert has_expired(tags, now=NOW + timedelta(days=2))


def test_a_call_without_a_purpose_has_expired() -> None:
    assert has_expired((), now=NOW)


def test_by_default_only_the_purposes_of_the_notice_are_used() -> None:
    assert set(DEFAULT_RULES) == {Purpose.AGENT_TRAINING, Purpose.SERVICE_QUALITY}
