"""Which keys mean something to the recorder, as they are set; no two meanings may be mistaken for one another."""

from dataclasses import dataclass

from calls.errors import BadSettings
from recorder.objection import AGREEMENT_KEY, KEYS


@dataclass(frozen=True, slots=True)
class MeaningfulKeys:
    """ "" = there is none."""

    objection: str = "9"
    agent_objection: str = ""
    agent_pause: str = ""
    agent_resume: str = ""

    def check(self) -> None:
        """Raises BadSettings.

        The callers' keys are refused for pausing, too: in a recording session nobody can tell who pressed a key, and an
        agent's would be taken for the caller's.
        """
        if self.objection not in KEYS or self.objection == AGREEMENT_KEY:
            raise BadSettings("HUSHTAPE_OBJECTION_KEY must be one telephone key other than 1", hint="the default is 9")
        if self.agent_objection not in KEYS | {""}:
            raise BadSettings("HUSHTAPE_AGENT_OBJECTION_KEY must be one telephone key", hint="empty = agents have none")
        taken = {
            self.objection: "HUSHTAPE_OBJECTION_KEY",
            AGREEMENT_KEY: "the key that agrees",
            self.agent_objection: "HUSHTAPE_AGENT_OBJECTION_KEY",
        }
        for name, key in {
            "HUSHTAPE_AGENT_PAUSE_KEY": self.agent_pause,
            "HUSHTAPE_AGENT_RESUME_KEY": self.agent_resume,
        }.items():
            if key not in KEYS | {""}:
                raise BadSettings(f"{name} must be one telephone key", hint="empty = agents have none")
            if key and key in taken:
                raise BadSettings(f"{name} is {taken[key]}, too", hint="for example * to pause and # to resume")
            taken[key] = name
        if self.agent_resume and not self.agent_pause:
            raise BadSettings(
                "HUSHTAPE_AGENT_RESUME_KEY is set without HUSHTAPE_AGENT_PAUSE_KEY",
                hint="set both, for example * to pause and # to resume",
            )
