"""All that a recorder process is told when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from calls.consent import Notice
from calls.errors import BadSettings
from recorder.announcement import NoticeFile
from recorder.control import RemoteControl
from recorder.disk_watch import WhenFull
from recorder.meaningful_keys import MeaningfulKeys
from recorder.objection import KEYS
from recorder.ram_disk import check_in_memory
from recorder.sip_line import PLAIN_LINE, SipLine
from recorder.siprec_settings import SiprecSettings
from recorder.transfer import TransferPolicy


@dataclass(frozen=True, slots=True)
class RecorderSettings:
    """All that a recorder process knows. `queues` maps the user part that was dialled to a queue's name; whatever else
    was dialled belongs to `default_queue`."""

    sip_host: str
    sip_port: int
    agent_uri: str
    """Where calls in path go; "" where only recording sessions are taken."""
    notice_wav: Path
    notice: Notice
    spool_dir: Path
    ram_dir: Path
    rules_file: Path
    rules_key_file: Path
    public_keyset_file: Path
    control_dir: Path
    remote_control: RemoteControl | None = None
    notices: Mapping[str, NoticeFile] = field(default_factory=dict)
    """By queue; other queues' callers hear `notice_wav`."""
    objection_key: str = "9"
    agent_objection_key: str = ""
    agent_pause_key: str = ""
    agent_resume_key: str = ""
    notice_skip_keys: str = ""
    """Keys with which a caller ends the notice early, besides those that answer it."""
    ring_timeout_s: float = 30.0
    early_media: bool = True
    transfer: TransferPolicy = TransferPolicy.REFUSE
    tell_record_aware: bool = True
    silent_leg_s: float = 60.0
    """After how long without a packet a party has vanished; 0 = never."""
    disk_full_percent: int = 85
    when_disk_full: WhenFull = WhenFull.UNRECORDED
    most_calls: int = 300
    """Calls at once; the build of pjsua2 may hold fewer."""
    line: SipLine = PLAIN_LINE
    agent_id: str | None = None
    queues: Mapping[str, str] = field(default_factory=dict)
    default_queue: str | None = None
    default_country_code: str = "1"
    """Of numbers that are written without one."""
    siprec: SiprecSettings = field(default_factory=SiprecSettings)

    @property
    def keys(self) -> MeaningfulKeys:
        return MeaningfulKeys(self.objection_key, self.agent_objection_key, self.agent_pause_key, self.agent_resume_key)

    def check(self) -> None:
        """Raises BadSettings."""
        self.keys.check()
        if not KEYS.issuperset(self.notice_skip_keys):
            raise BadSettings("HUSHTAPE_NOTICE_SKIP_KEYS must be telephone keys", hint="for example #")
        if not self.agent_uri.startswith(("sip:", "sips:")) and (self.agent_uri or not self.siprec.peers):
            raise BadSettings("HUSHTAPE_AGENT_URI must be a SIP address", hint="for example sip:agent@127.0.0.1:5070")
        if self.ring_timeout_s <= 0:
            raise BadSettings("the ring timeout must be positive", hint="30 seconds are usual")
        self.siprec.check()
        self.line.check(most_calls=self.most_calls)
        check_in_memory(self.ram_dir)
