"""Who may do what. Deny by default: a role holds exactly the actions in its row."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from calls.errors import NotAllowed
from calls.retention import Purpose


class Role(StrEnum):
    QA_MANAGER = "qa_manager"
    TRAINER = "trainer"
    PRIVACY_OFFICER = "privacy_officer"
    INTEGRATOR = "integrator"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Action(StrEnum):
    LIST_CALLS = "list_calls"
    READ_TRANSCRIPT = "read_transcript"
    LISTEN = "listen"
    SEARCH = "search"
    IMPORT = "import"
    SEE_LIVE = "see_live"
    CONTROL_LIVE = "control_live"
    OBJECT = "object"
    """Carry out an objection against a call that has ended."""
    MANAGE_OBJECTIONS = "manage_objections"
    REVIEW = "review"
    ERASE = "erase"
    PULL_SAMPLES = "pull_samples"
    TRACE_SAMPLES = "trace_samples"
    """See what became of samples that were pulled, and take a call out of later pulls."""
    SWEEP = "sweep"
    READ_AUDIT = "read_audit"
    CREATE_TOKEN = "create_token"
    SEE_METRICS = "see_metrics"


_READ = frozenset({Action.LIST_CALLS, Action.READ_TRANSCRIPT, Action.LISTEN, Action.SEARCH})

MAY: dict[Role, frozenset[Action]] = {
    Role.QA_MANAGER: _READ | {Action.IMPORT, Action.SEE_LIVE},
    Role.TRAINER: frozenset({Action.PULL_SAMPLES, Action.TRACE_SAMPLES}),
    Role.PRIVACY_OFFICER: _READ
    | {
        Action.REVIEW,
        Action.OBJECT,
        Action.MANAGE_OBJECTIONS,
        Action.ERASE,
        Action.TRACE_SAMPLES,
        Action.SWEEP,
        Action.READ_AUDIT,
        Action.SEE_LIVE,
        Action.CONTROL_LIVE,
    },
    Role.INTEGRATOR: frozenset({Action.SEE_LIVE, Action.CONTROL_LIVE, Action.IMPORT, Action.SEE_METRICS}),
    Role.AUDITOR: frozenset({Action.READ_AUDIT, Action.SEE_METRICS}),
    Role.ADMIN: frozenset({Action.CREATE_TOKEN, Action.SWEEP, Action.SEE_METRICS, Action.SEE_LIVE}),
}

PURPOSES: dict[Role, frozenset[Purpose]] = {
    Role.QA_MANAGER: frozenset({Purpose.SERVICE_QUALITY, Purpose.AGENT_TRAINING, Purpose.DISPUTE}),
    Role.TRAINER: frozenset({Purpose.AGENT_TRAINING}),
    Role.PRIVACY_OFFICER: frozenset(Purpose),
    Role.INTEGRATOR: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.ADMIN: frozenset(),
}
"""A role sees a call only through a purpose of its row that has not ended for that call."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever asks: a token's holder, or the operator at the command line (who holds every role)."""

    name: str
    roles: frozenset[Role]
    expires_at: datetime | None = None

    @property
    def purposes(self) -> frozenset[Purpose]:
        return frozenset().union(*(PURPOSES[role] for role in self.roles))


def can(reader: Reader, action: Action) -> bool:
    return any(action in MAY[role] for role in reader.roles)


def role_for(action: Action, reader: Reader) -> Role:
    """By which of its roles a reader may. Raises NotAllowed."""
    check_can(reader, action)
    return next(role for role in Role if role in reader.roles and action in MAY[role])


def check_can(reader: Reader, action: Action) -> None:
    """Raises NotAllowed unless one of the reader's roles holds the action."""
    if not can(reader, action):
        raise NotAllowed(f"your role does not allow {action.value}", hint="ask an admin for a token with another role")
