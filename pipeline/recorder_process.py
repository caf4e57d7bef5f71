"""The recorder's own process: `python -m pipeline.recorder_process`.

It reads only the recorder's settings and loads neither the archive nor a model, so a stolen recorder knows no database,
no store and no private key, and stays small.
"""

import sys
from pathlib import Path

import recorder
from calls.call import Channel
from calls.consent import Notice
from calls.errors import BadSettings, HushtapeError
from pipeline.log_setup import set_up_logging
from pipeline.settings import RecorderSide, load_recorder_side
from pipeline.sip_settings import sip_line
from recorder.announcement import NoticeFile
from recorder.control import RemoteControl
from recorder.control_tls import TlsFiles
from recorder.disk_watch import WhenFull
from recorder.recorder_settings import RecorderSettings
from recorder.run_recorder import run_recorder
from recorder.siprec_parties import PartyRules
from recorder.siprec_settings import SiprecSettings
from recorder.transfer import TransferPolicy

NOTICE = Notice(version="2026-11", language="en")
_NOTICE_WAV = Path(recorder.__file__).parent / "notices" / "en.wav"


def recorder_settings(side: RecorderSide) -> RecorderSettings:
    """What the recorder needs, field by field. Raises BadSettings."""
    if not side.agent_uri and not side.siprec_peers:
        raise BadSettings("HUSHTAPE_AGENT_URI is not set", hint="where shall calls go? sip:agent@host:port")
    host, _, port = side.sip_bind.rpartition(":")
    return RecorderSettings(
        sip_host=host,
        sip_port=int(port),
        agent_uri=side.agent_uri,
        notice_wav=_NOTICE_WAV,
        notice=NOTICE,
        spool_dir=side.spool_dir,
        ram_dir=side.ram_dir,
        rules_file=side.rules_file,
        rules_key_file=side.pseudonym_key_file,
        public_keyset_file=side.public_key_file,
        control_dir=side.control_dir,
        remote_control=_remote_control(side),
        notices={
            queue: NoticeFile(each.wav, Notice(each.version, each.language)) for queue, each in side.notices.items()
        },
        objection_key=side.objection_key,
        agent_objection_key=side.agent_objection_key,
        agent_pause_key=side.agent_pause_key,
        agent_resume_key=side.agent_resume_key,
        notice_skip_keys=side.notice_skip_keys,
        ring_timeout_s=side.agent_ring_s,
        early_media=side.early_media,
        transfer=TransferPolicy(side.transfer),
        tell_record_aware=side.tell_record_aware,
        silent_leg_s=side.silent_leg_s,
        most_calls=side.max_calls,
        disk_full_percent=side.disk_full_percent,
        when_disk_full=WhenFull(side.when_disk_full),
        line=sip_line(side, most_calls=side.max_calls, clients=side.siprec_peers),
        queues=side.queues,
        default_queue=side.queue,
        default_country_code=side.default_country_code,
        siprec=SiprecSettings(
            peers=side.siprec_peers,
            parties=PartyRules(tuple(side.siprec_agents), Channel(side.siprec_first_party)),
            unannounced=side.siprec_unannounced,
        ),
    )


def _remote_control(side: RecorderSide) -> RemoteControl | None:
    """Raises BadSettings when an address is set, and the certificates are not."""
    if not side.control_bind:
        return None
    host, _, port = side.control_bind.rpartition(":")
    return RemoteControl(host.strip("[]"), int(port), TlsFiles(*side.control_files))


def main() -> int:
    try:
        side = load_recorder_side()
        set_up_logging(side.log_level)
        return run_recorder(recorder_settings(side))
    except HushtapeError as error:
        sys.stderr.write(f"hushtape: {error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
