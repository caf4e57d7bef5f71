from datetime import timedelta
from pathlib import Path

import pytest

from calls.audio import MaskSound
from calls.errors import BadSettings
from calls.retention import Purpose
from pipeline.settings import RecorderSide, Settings, load_recorder_side, load_settings, show_settings
from pipeline.supervisor import environment_of


@pytest.fixture(autouse=True)
def _a_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"HUSHTAPE_{name.upper()}", raising=False)


def test_the_defaults_need_no_server() -> None:
    settings = load_settings()
    assert settings.database == "sqlite:///var/hushtape.sqlite3"
    assert settings.object_store == "file"
    assert settings.http_bind == "127.0.0.1:8080"
    assert settings.retention_rules == {
        Purpose.AGENT_TRAINING: timedelta(days=180),
        Purpose.SERVICE_QUALITY: timedelta(days=90),
    }


def test_a_mask_is_a_tone_unless_silence_or_noise_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().mask_sound is MaskSound.TONE
    monkeypatch.setenv("HUSHTAPE_MASK_SOUND", "noise")
    assert load_settings().mask_sound is MaskSound.NOISE
    monkeypatch.setenv("HUSHTAPE_MASK_SOUND", "music")
    with pytest.raises(BadSettings, match="HUSHTAPE_MASK_SOUND"):
        load_settings()


def test_the_environment_beats_the_file_and_the_file_beats_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hushtape.toml").write_text('home = "from-file"\nobjection_key = "7"\n[retention_days]\ndispute = 3\n')
    monkeypatch.setenv("HUSHTAPE_HOME", "from-environment")
    settings = load_settings()
    assert (str(settings.home), settings.objection_key) == ("from-environment", "7")
    assert settings.retention_rules == {Purpose.DISPUTE: timedelta(days=3)}
    origins = {shown.name: shown.origin for shown in show_settings(settings)}
    assert origins["HUSHTAPE_HOME"] == "environment"
    assert origins["HUSHTAPE_OBJECTION_KEY"] == "hushtape.toml"
    assert origins["HUSHTAPE_SIP_BIND"] == "default"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUSHTAPE_SIP_BIND", "5060"),
        ("HUSHTAPE_SIP_BIND", "127.0.0.1:99999"),
        ("HUSHTAPE_HTTP_BIND", "nowhere"),
        ("HUSHTAPE_AGENT_URI", "agent@127.0.0.1"),
        ("HUSHTAPE_OBJECTION_KEY", "99"),
        ("HUSHTAPE_AGENT_PAUSE_KEY", "9"),
        ("HUSHTAPE_AGENT_RESUME_KEY", "#"),
        ("HUSHTAPE_OBJECT_STORE", "s3://"),
        ("HUSHTAPE_OBJECT_STORE", "ftp://x"),
        ("HUSHTAPE_RAW_DEADLINE_H", "48"),
        ("HUSHTAPE_OBJECT_STORE", "s3://x"),
        ("HUSHTAPE_RETENTION_DAYS", "{}"),
        ("HUSHTAPE_RETENTION_DAYS", "{bad"),
        ("HUSHTAPE_RETENTION_DAYS", '{"agent_training": 0}'),
        ("HUSHTAPE_WHISPER_ENGINE", "guesswork"),
        ("HUSHTAPE_WHISPER_MODEL", ""),
        ("HUSHTAPE_WHISPER_DEVICE", "tpu"),
        ("HUSHTAPE_WHISPER_COMPUTE_TYPE", "int4"),
        ("HUSHTAPE_WHISPER_COMPUTE_TYPE", "float16"),
        ("HUSHTAPE_WHISPER_COMPUTE_TYPE", "int8_float16"),
        ("HUSHTAPE_BROKER_URL", "amqp://localhost"),
    ],
)
def test_a_value_that_cannot_be_stops_the_start_and_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as stopped:
        load_settings()
    assert name in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_P5_a_wrong_secret_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSHTAPE_S3_SECRET_KEY", "do-not-show-me")
    shown = [s.value for s in show_settings(load_settings())]
    assert not any("do-not-show-me" in value for value in shown)


def test_an_unknown_name_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSHTAPE_DATABSE_URL", "sqlite:///x")
    with pytest.raises(BadSettings, match="HUSHTAPE_DATABSE_URL"):
        load_settings()


def test_an_unknown_name_in_the_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "hushtape.toml").write_text("hoem = 'x'\n")
    with pytest.raises(BadSettings, match="hoem"):
        load_settings()


def test_a_file_that_is_no_toml_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "hushtape.toml").write_text("home = \n")
    with pytest.raises(BadSettings, match=r"hushtape\.toml"):
        load_settings()


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_recorder_knows_no_database_no_store_and_no_private_key() -> None:
    secret = {"database_url", "object_store", "s3_endpoint", "s3_access_key", "s3_secret_key", "master_key_file"}
    assert secret <= Settings.model_fields.keys()
    assert not secret & RecorderSide.model_fields.keys()


def test_the_recorders_environment_holds_no_credentials() -> None:
    given = {
        "HUSHTAPE_S3_SECRET_KEY": "s",
        "HUSHTAPE_DATABASE_URL": "d",
        "HUSHTAPE_MASTER_KEY_FILE": "m",
        "HUSHTAPE_HOME": "h",
        "PATH": "p",
    }
    assert environment_of("recorder", given) == {"HUSHTAPE_HOME": "h", "PATH": "p"}
    assert environment_of("worker", given) == given


def test_the_recorder_reads_its_side_of_a_shared_file(tmp_path: Path) -> None:
    (tmp_path / "hushtape.toml").write_text('s3_secret_key = "s"\nagent_uri = "sip:a@127.0.0.1:5070"\n')
    side = load_recorder_side()
    assert side.agent_uri == "sip:a@127.0.0.1:5070"
    assert not hasattr(side, "s3_secret_key")
