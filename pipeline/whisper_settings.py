"""Who writes a call down: which engine, which model, on what."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings

from pipeline.precision import check_precision


class WhisperSettings(BaseSettings):
    """The recognisers' part of `pipeline/settings.py`."""

    whisper_engine: Literal["faster-whisper", "openai-whisper"] = Field(
        "faster-whisper", description="the engine that writes; the other one checks"
    )
    whisper_model: str = Field(
        "base",
        min_length=1,
        description="name of a Whisper model (tiny, base, small, medium, large-v2, large-v3, large-v3-turbo), or the "
        "path of a folder with any other as CTranslate2 files",
    )
    whisper_device: Literal["auto", "cpu", "cuda"] = Field(
        "cpu", description="where both engines compute; auto = on a GPU where both see one"
    )
    whisper_compute_type: Literal["auto", "int8", "float32", "float16", "int8_float16"] = Field(
        "auto",
        description="numbers that faster-whisper computes with; auto = int8 on a CPU, float16 on a GPU; openai-whisper "
        "takes float32 for int8, float16 for int8_float16",
    )
    whisper_threads: int = Field(2, ge=1, le=64, description="CPU threads of the recognisers")

    @model_validator(mode="after")
    def _numbers_of_the_device(self) -> Self:
        check_precision(self.whisper_device, self.whisper_compute_type)
        return self
