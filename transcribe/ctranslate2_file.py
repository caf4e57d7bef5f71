"""Reads CTranslate2's `model.bin`: every tensor by name, as it lies in the file. No vendor library needed.

Format (CTranslate2 `model_spec.py`, binary version 6): u32 version, the spec's name, u32 revision, u32 number of
variables; each variable: name, u8 rank, u32 a dimension, u8 data type, u32 bytes, the bytes; then u32 number of
aliases, each as two names. Names are u16 length, text, NUL. Little endian.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.errors import ModelMissing

Tensors = dict[str, NDArray[Any]]

_DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


@dataclass(slots=True)
class _Reader:
    data: bytes | mmap.mmap
    at: int = 0

    def number(self, form: str) -> int:
        (value,) = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return int(value)

    def name(self) -> str:
        length = self.number("H")
        text = self.data[self.at : self.at + length - 1].decode()
        self.at += length
        return text

    def tensor(self) -> NDArray[Any]:
        shape = [self.number("I") for _ in range(self.number("B"))]
        dtype = np.dtype(_DTYPES[self.number("B")])
        size_bytes = self.number("I")
        values = np.frombuffer(self.data, dtype, size_bytes // dtype.itemsize, self.at).reshape(shape)
        self.at += size_bytes
        return values


def read_tensors(path: Path) -> Tensors:
    """Every tensor of a Whisper `model.bin`, as read-only views; what is not looked at is not read from the disk.

    Raises ModelMissing when it is something else, or ends too early.
    """
    try:
        with path.open("rb") as file:
            reader = _Reader(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        version, spec, _revision = reader.number("I"), reader.name(), reader.number("I")
        if (version, spec) != (6, "WhisperSpec"):
            raise ModelMissing(f"{path.name} is no CTranslate2 Whisper model", hint="use a conversion of Whisper")
        return {reader.name(): reader.tensor() for _ in range(reader.number("I"))}
    except (struct.error, KeyError, ValueError, OSError) as error:
        raise ModelMissing(f"{path.name} cannot be read as CTranslate2 weights", hint="fetch it again") from error
