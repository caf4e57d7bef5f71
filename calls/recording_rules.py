"""The rules that the recorder is handed: policies by queue and the pseudonyms of those who object for good.

Written as one file by the side that holds the database, read by the recorder, which holds none. Missing, unreadable,
forged or older than `STALE_AFTER` means: the call is not recorded.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from calls.consent import RecordingPolicy, Standing

STALE_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class RecordingRules:
    written_at: datetime
    default_policy: RecordingPolicy = RecordingPolicy.RECORD
    policy_by_queue: Mapping[str, RecordingPolicy] = field(default_factory=dict)
    standing_objections: frozenset[str] = frozenset()
    """Pseudonyms (`calls.pseudonym`)."""
    key_versions: frozenset[int] = frozenset({1})
    """The versions of the key that made them: whoever lacks one cannot tell whether a caller objects."""

    def policy_for(self, queue: str | None) -> RecordingPolicy:
        return self.policy_by_queue.get(queue or "", self.default_policy)

    def standing_of(self, codes: Collection[str], *, now: datetime) -> Standing:
        """Of a caller by the number's codes under every version of the key.

        UNKNOWN when the rules are stale (or from the future by as much).
        """
        if abs(now - self.written_at) > STALE_AFTER:
            return Standing.UNKNOWN
        return Standing.NONE if self.standing_objections.isdisjoint(codes) else Standing.OBJECTS


def write_rules(rules: RecordingRules, key: bytes) -> bytes:
    """The rules as signed JSON (HMAC-SHA256 over the body)."""
    body = json.dumps(
        {
            "written_at": rules.written_at.isoformat(),
            "default_policy": rules.default_policy.value,
            "policy_by_queue": {queue: policy.value for queue, policy in rules.policy_by_queue.items()},
            "standing_objections": sorted(rules.standing_objections),
            "key_versions": sorted(rules.key_versions),
        },
        sort_keys=True,
    )
    return json.dumps({"body": body, "mac": _mac(body, key)}).encode()


def read_rules(signed: bytes, key: bytes) -> RecordingRules | None:
    """The rules, or None when they are unreadable or forged: the caller must then not record."""
    try:
        envelope = json.loads(signed)
        body = envelope["body"]
        if not hmac.compare_digest(envelope["mac"], _mac(body, key)):
            return None
        fields = json.loads(body)
        return RecordingRules(
            written_at=datetime.fromisoformat(fields["written_at"]),
            default_policy=RecordingPolicy(fields["default_policy"]),
            policy_by_queue={queue: RecordingPolicy(value) for queue, value in fields["policy_by_queue"].items()},
            standing_objections=frozenset(fields["standing_objections"]),
            key_versions=frozenset(fields["key_versions"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _mac(body: str, key: bytes) -> str:
    return hmac.new(key, b"recording-rules:" + body.encode(), hashlib.sha256).hexdigest()
