"""Everything that can go wrong, as one tree.

HushtapeError
├── BadInput                  what was handed in cannot be used; nothing was lost        (exit 2, HTTP 400/422)
│   ├── UnreadableAudio       empty, corrupt, lying or unsupported audio
│   ├── AudioTooLong          longer than the limit in the settings
│   ├── BadConversation       a transcript or chat file that does not follow the contract
│   ├── BadMetadata           what a recording client says of its calls cannot be read
│   └── BadSettings           an unknown, missing or contradictory setting
├── NotAllowed                the reader's role or purpose does not cover this           (exit 3, HTTP 403)
├── NotFound                  no such call, or none that this reader may know of         (exit 4, HTTP 404)
├── StepFailed                a step of the pipeline failed; retried, then quarantined   (exit 1)
│   ├── ModelMissing          weights absent, or not the bytes that were pinned
│   ├── TranscriptionFailed
│   ├── UnsupportedLanguage   speech outside the supported set
│   ├── FindingWithoutTimes   a secret whose milliseconds are unknown
│   └── SecretRemains         the second look still finds something
├── SpoolError                sealed audio missing, damaged or not for this call
│   └── SealBroken            a chunk does not open under the call's key
├── Superseded                the call moved on (objection, erasure, newer lease) while we worked
│   ├── LeaseLost             another worker holds the call now
│   └── EpochChanged          an objection or erasure came first, and wins
├── Unavailable               a part we depend on does not answer; try later             (HTTP 503)
│   ├── StoreUnavailable      the object store
│   │   └── ArtefactDamaged    what it holds of one call is missing, or is not what was certified
│   ├── DatabaseUnavailable
│   ├── AuditUnavailable      no audit row, no read
│   └── RecorderUnavailable   no recorder listens on the control path
├── RecorderError
│   ├── PortInUse             the SIP address is taken
│   ├── BindRefused           this build of pjsua2 may not listen there
│   ├── AgentUnreachable      the agent leg is busy, silent or gone
│   └── CaptureFailed         the call's sound cannot be written; the call itself goes on
│       └── DiskNearlyFull     no new recording is begun until there is room again
└── WrongState                the call is in a state that does not allow this            (HTTP 409)
    └── NeedsConfirmation     allowed, once a person has said that they are sure

Every error carries one clear line and a hint. Neither may hold personal data: ids, counts and paths only.
"""


class HushtapeError(Exception):
    """The root. `code` is stable and names the problem type; `hint` says how to mend it."""

    code = "error"
    exit_code = 1
    http_status = 500

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class BadInput(HushtapeError):
    code, exit_code, http_status = "bad-input", 2, 422


class UnreadableAudio(BadInput):
    code = "unreadable-audio"


class AudioTooLong(BadInput):
    code = "audio-too-long"
    http_status = 413


class BadConversation(BadInput):
    code = "bad-conversation"


class BadMetadata(BadInput):
    code = "bad-metadata"


class BadSettings(BadInput):
    code = "bad-settings"


class NotAllowed(HushtapeError):
    code, exit_code, http_status = "not-allowed", 3, 403


class NotFound(HushtapeError):
    code, exit_code, http_status = "not-found", 4, 404


class StepFailed(HushtapeError):
    code = "step-failed"


class ModelMissing(StepFailed):
    code = "model-missing"


class TranscriptionFailed(StepFailed):
    code = "transcription-failed"


class UnsupportedLanguage(StepFailed):
    code = "unsupported-language"


class FindingWithoutTimes(StepFailed):
    code = "finding-without-times"


class SecretRemains(StepFailed):
    code = "secret-remains"


class SpoolError(HushtapeError):
    code = "spool"


class SealBroken(SpoolError):
    code = "seal-broken"


class Superseded(HushtapeError):
    code, http_status = "superseded", 409


class LeaseLost(Superseded):
    code = "lease-lost"


class EpochChanged(Superseded):
    code = "epoch-changed"


class Unavailable(HushtapeError):
    code, http_status = "unavailable", 503


class WorkerStopping(Unavailable):
    """A worker was asked to end in the middle of a call: another one takes it."""

    code = "worker-stopping"


class StoreUnavailable(Unavailable):
    code = "store-unavailable"


class ArtefactDamaged(StoreUnavailable):
    code = "artefact-damaged"


class DatabaseUnavailable(Unavailable):
    code = "database-unavailable"


class AuditUnavailable(Unavailable):
    code = "audit-unavailable"


class RecorderUnavailable(Unavailable):
    code = "recorder-unavailable"


class RecorderError(HushtapeError):
    code = "recorder"


class PortInUse(RecorderError):
    code = "port-in-use"


class BindRefused(RecorderError):
    code, exit_code = "bind-refused", 2


class AgentUnreachable(RecorderError):
    code = "agent-unreachable"


class CaptureFailed(RecorderError):
    code = "capture-failed"


class DiskNearlyFull(CaptureFailed):
    code = "disk-nearly-full"


class WrongState(HushtapeError):
    code, http_status = "wrong-state", 409


class NeedsConfirmation(WrongState):
    code = "needs-confirmation"
