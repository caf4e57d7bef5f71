"""Every setting, declared once with its meaning.

Environment over `hushtape.toml` over defaults; read once, passed in.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from calls.audio import MaskSound
from calls.consent import RecordingPolicy
from calls.errors import BadSettings
from calls.retention import DEFAULT_RULES, Purpose, RetentionRules
from pipeline.sip_settings import SipSettings
from pipeline.whisper_settings import WhisperSettings
from recorder.meaningful_keys import MeaningfulKeys
from recorder.siprec_settings import SiprecSettings

CONFIG_FILE = Path("hushtape.toml")
PREFIX = "HUSHTAPE_"
NOT_SETTINGS = frozenset({"HUSHTAPE_REQUIRE_ALL"})
"""Variables of the same family that belong to the tests."""


class NoticeSetting(BaseModel):
    """One queue's notice. Version and language go into the consent record of every call that heard it."""

    wav: Path
    version: str = Field(min_length=1, max_length=64)
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


S = TypeVar("S", bound="RecorderSide")


class RecorderSide(SipSettings):
    """What the recorder process may know: no database, no object store, no private key."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=CONFIG_FILE, extra="ignore", validate_default=True, hide_input_in_errors=True
    )

    home: Path = Field(Path("var"), description="data folder")
    sip_bind: str = Field("127.0.0.1:5060", description="where the recorder takes calls, host:port")
    agent_uri: str = Field("", description="SIP URI to which in-path calls are bridged; empty = no calls are taken")
    agent_ring_s: float = Field(30, gt=0, le=300, description="how long the agent's phone may ring, seconds")
    max_calls: int = Field(
        300,
        ge=1,
        le=1000,
        description="calls at once; the small wheel of pjsua2 holds two, make pjsua2 builds one for 320",
    )
    early_media: bool = Field(
        True, description="callers hear what the agent's side plays before it answers; false = their own ringing tone"
    )
    transfer: Literal["refuse", "follow"] = Field(
        "refuse", description="transfers (REFER) by the agent's side; follow = to addresses at the agent's host only"
    )
    tell_record_aware: bool = Field(
        True, description="tell record-aware telephones by SIP when recording begins, pauses or ends (RFC 7866 §6)"
    )
    silent_leg_s: float = Field(
        60, ge=0, le=3600, description="seconds without a packet after which a party has vanished; 0 = never"
    )
    disk_full_percent: int = Field(
        85, ge=1, le=99, description="a disk (spool, RAM disk) this full takes no new recording, per cent"
    )
    when_disk_full: Literal["unrecorded", "refuse"] = Field(
        "unrecorded", description="new calls while a disk is nearly full: go through unrecorded, or are refused (503)"
    )
    objection_key: str = Field("9", pattern=r"^[0-9*#]$", description="the key with which a caller objects")
    agent_objection_key: str = Field(
        "", pattern=r"^[0-9*#]?$", description="the key with which an agent objects for the caller; empty = none"
    )
    agent_pause_key: str = Field(
        "", pattern=r"^[0-9*#A-D]?$", description="the key with which an agent pauses the recording; empty = none"
    )
    agent_resume_key: str = Field(
        "", pattern=r"^[0-9*#A-D]?$", description="the key with which an agent ends a pause of their own; empty = none"
    )
    notice_skip_keys: str = Field(
        "", pattern=r"^[0-9*#]*$", description="keys with which a caller ends the notice early; empty = none"
    )
    notices: dict[str, NoticeSetting] = Field(
        default_factory=dict,
        description="notices by queue: wav (8 kHz, mono, 16 bits), version, language; other queues hear the built-in",
    )
    recording_policy: RecordingPolicy = Field(
        RecordingPolicy.RECORD, description="record; ask = only after the caller presses 1; never"
    )
    ram_dir: Path = Field(Path("/dev/shm"), description="RAM disk for the seconds before sound is sealed")
    queue: str = Field("support", description="the queue that in-path calls belong to")
    queues: dict[str, str] = Field(
        default_factory=dict,
        description="dialled number or name → queue; whatever else is dialled belongs to HUSHTAPE_QUEUE",
    )
    default_country_code: str = Field(
        "1",
        pattern=r"^[1-9][0-9]{0,2}$",
        description="country code of numbers written without one; standing objections made under another one are lost",
    )
    control_bind: str = Field(
        "", description="where other hosts control this recorder, host:port (TLS); empty = from this host only"
    )
    control_ca_file: Path | None = Field(None, description="PEM of the CA of control certificates")
    control_cert_file: Path | None = Field(None, description="PEM of this host's control certificate")
    control_key_file: Path | None = Field(None, description="PEM of its private key, mode 0600, without a password")
    siprec_peers: dict[str, str] = Field(
        default_factory=dict,
        description="addresses of recording clients (SIPREC) → notice their callers hear, version/language or nothing",
    )
    siprec_agents: list[str] = Field(
        default_factory=list,
        description="agents' addresses in SIPREC metadata, as patterns such as *@desk.example; others are callers",
    )
    siprec_first_party: Literal["unknown", "caller", "agent"] = Field(
        "unknown", description="who SIPREC metadata names first, where neither patterns nor the client tell"
    )
    siprec_unannounced: bool = Field(
        False, description="record SIPREC calls of which nobody states that a notice was played"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged to stderr")

    @model_validator(mode="after")
    def _keys(self) -> Self:
        keys = self.objection_key, self.agent_objection_key, self.agent_pause_key, self.agent_resume_key
        MeaningfulKeys(*keys).check()
        return self

    @field_validator("sip_bind")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise ValueError('must be host:port, such as "127.0.0.1:5060"')
        return value

    @field_validator("control_bind")
    @classmethod
    def _control_host_and_port(cls, value: str) -> str:
        return cls._host_and_port(value) if value else value

    @field_validator("siprec_peers")
    @classmethod
    def _clients(cls, value: dict[str, str]) -> dict[str, str]:
        SiprecSettings(value).check()
        return value

    @field_validator("agent_uri")
    @classmethod
    def _sip_uri(cls, value: str) -> str:
        if value and not value.startswith(("sip:", "sips:")):
            raise ValueError('must be a SIP URI, such as "sip:agent@127.0.0.1:5070"')
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def control_files(self) -> tuple[Path, Path, Path]:
        """CA, certificate and key of the control path. Raises BadSettings when one is not named."""
        named = {name: getattr(self, f"control_{name}_file") for name in ("ca", "cert", "key")}
        for name, path in named.items():
            if path is None:
                raise BadSettings(
                    f"HUSHTAPE_CONTROL_{name.upper()}_FILE is not set",
                    hint="control between hosts needs certificates: see docs/many_hosts.md",
                )
        return named["ca"], named["cert"], named["key"]

    @property
    def spool_dir(self) -> Path:
        return self.home / "spool"

    @property
    def control_dir(self) -> Path:
        return self.home / "run" / "control"

    @property
    def rules_file(self) -> Path:
        return self.home / "run" / "recording_rules.json"

    @property
    def public_key_file(self) -> Path:
        return self.home / "keys" / "recorder_public.json"

    @property
    def pseudonym_key_file(self) -> Path:
        return self.home / "keys" / "pseudonym.key"


class Settings(WhisperSettings, RecorderSide):
    """Everything else."""

    queue_policies: dict[str, RecordingPolicy] = Field(
        default_factory=dict, description="recording policy by queue; other queues follow HUSHTAPE_RECORDING_POLICY"
    )
    database_url: str = Field("", description="SQLAlchemy URL; empty = SQLite in the data folder")
    object_store: str = Field("file", description='"file" = a folder in the data folder, or "s3://bucket"')
    s3_endpoint: str = Field("", description="S3 endpoint, such as https://s3.example.org")
    s3_access_key: SecretStr = Field(SecretStr(""), description="S3 access key")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="S3 secret key")
    broker_url: Literal[""] = Field("", description="empty = the local runner, the only one in this version")
    http_bind: str = Field("127.0.0.1:8080", description="where the API and the page listen, host:port")
    master_key_file: Path | None = Field(
        None, description="private half of the wrapping key; empty = keys/master.json in the data folder"
    )
    recorders: str = Field(
        "", description="recorders on other hosts, host:port of each one's HUSHTAPE_CONTROL_BIND, with commas between"
    )
    model_cache: Path | None = Field(None, description="where models lie; empty = the user's cache folder")
    models_offline: bool = Field(False, description="ask no source for models: they must lie in the cache")
    mask_sound: MaskSound = Field(MaskSound.TONE, description="heard in a secret's place: tone, silence or noise")
    hidden_names_file: Path | None = Field(
        None, description="names that are always hidden (your agents'), one a line; empty = none"
    )
    kept_words_file: Path | None = Field(
        None, description="words that are no names or places (your products), one phrase a line; empty = none"
    )
    customer_numbers_file: Path | None = Field(
        None, description='your customer numbers\' forms, one a line: 9 a digit, A a letter, "KD" itself; empty = none'
    )
    retention_days: dict[Purpose, int] = Field(
        default_factory=lambda: {purpose: kept.days for purpose, kept in DEFAULT_RULES.items()},
        description="days a call is kept, by purpose",
    )
    call_detail_days: int = Field(
        400, ge=1, le=3650, description="days the detail record of an INVITE is kept (times, queue, agent, outcome)"
    )
    raw_deadline_h: float = Field(6, gt=0, le=24, description="hours after hang-up at which raw audio dies")
    max_audio_minutes: int = Field(120, ge=1, le=600, description="longest recording that is taken in")
    max_upload_mb: int = Field(512, ge=1, le=8192, description="largest upload, MB")
    import_needs_basis: bool = Field(False, description="refuse imports that state no basis (why recorded)")
    lease_s: float = Field(30, ge=5, le=60, description="seconds of silence after which a worker loses its call")

    @field_validator("http_bind")
    @classmethod
    def _http_host_and_port(cls, value: str) -> str:
        return cls._host_and_port(value)

    @field_validator("recorders")
    @classmethod
    def _hosts_and_ports(cls, value: str) -> str:
        for address in filter(None, value.split(",")):
            cls._host_and_port(address.strip())
        return value

    @field_validator("object_store")
    @classmethod
    def _file_or_bucket(cls, value: str) -> str:
        if value != "file" and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
            raise ValueError(
                'must be "file" or "s3://bucket"; a bucket has 3 to 63 small letters, digits, dots, dashes'
            )
        return value

    @field_validator("retention_days")
    @classmethod
    def _some_purpose(cls, value: dict[Purpose, int]) -> dict[Purpose, int]:
        if not value or any(days < 1 for days in value.values()):
            raise ValueError("needs at least one purpose, each kept for at least one day")
        return value

    @property
    def recorder_addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of each recorder on another host."""
        addresses = [address.strip().rpartition(":") for address in self.recorders.split(",") if address.strip()]
        return tuple((host.strip("[]"), int(port)) for host, _, port in addresses)

    @property
    def details_kept_for(self) -> timedelta:
        return timedelta(days=self.call_detail_days)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'hushtape.sqlite3'}"

    @property
    def master_key(self) -> Path:
        return self.master_key_file or self.home / "keys" / "master.json"

    @property
    def audit_key_file(self) -> Path:
        return self.home / "keys" / "audit.key"

    @property
    def sample_key_file(self) -> Path:
        return self.home / "keys" / "sample.key"

    @property
    def audit_head_file(self) -> Path:
        """The signed head of the audit log: a second place beside the database."""
        return self.home / "audit" / "head.json"

    @property
    def objects_dir(self) -> Path:
        return self.home / "objects"

    @property
    def models(self) -> Path:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return self.model_cache or cache / "hushtape" / "models"

    @property
    def retention_rules(self) -> RetentionRules:
        return {purpose: timedelta(days=days) for purpose, days in self.retention_days.items()}


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting as `hushtape config show` prints it; secrets are not shown."""

    name: str
    value: str
    origin: str
    meaning: str


def load_settings(**given: Any) -> Settings:
    """All settings. Raises BadSettings, one line, for an unknown name or a value that cannot be."""
    return _load(Settings, **given)


def load_recorder_side(**given: Any) -> RecorderSide:
    """The recorder's own settings; everything else stays unread."""
    return _load(RecorderSide, **given)


def _load(kind: type[S], **given: Any) -> S:
    _refuse_unknown_names(os.environ, _toml_values())
    try:
        return kind(**given)
    except SettingsError as error:  # a value of the environment that should be JSON
        names = [name for name in kind.model_fields if f'"{name}"' in str(error)]
        name = PREFIX + (names[0].upper() if names else "*")
        raise BadSettings(f"{name} cannot be read", hint='it must be JSON, such as {"agent_training": 180}') from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else PREFIX
        raise BadSettings(
            f"{name}: {first['msg'].removeprefix('Value error, ')}", hint="hushtape config show explains each"
        ) from error


def show_settings(settings: Settings) -> list[ShownSetting]:
    """Every setting with its origin and meaning, in the order of their declaration."""
    from_file = _toml_values()
    shown = []
    for name, field in Settings.model_fields.items():
        variable = PREFIX + name.upper()
        origin = "environment" if variable in os.environ else "hushtape.toml" if name in from_file else "default"
        value = getattr(settings, name)
        text = ", ".join(f"{k}={v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
        shown.append(ShownSetting(variable, text, origin, field.description or ""))
    return shown


def _toml_values() -> Mapping[str, Any]:
    if not CONFIG_FILE.exists():
        return {}
    try:
        return tomllib.loads(CONFIG_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSettings(f"{CONFIG_FILE} cannot be read: {type(error).__name__}", hint="it must be TOML") from error


def _refuse_unknown_names(environment: Mapping[str, str], from_file: Mapping[str, Any]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | NOT_SETTINGS
    unknown = [name for name in environment if name.startswith(PREFIX) and name not in known]
    unknown += [f"{name} in {CONFIG_FILE}" for name in from_file if name not in Settings.model_fields]
    if unknown:
        first = sorted(unknown)[0]
        alike = get_close_matches(first, known, n=1, cutoff=0.8)
        hint = f"is {alike[0]} meant? " if alike else ""
        raise BadSettings(f"unknown setting {first}", hint=f"{hint}hushtape config show lists all that there are")
