"""The weights that the benchmark gives whisper.cpp are ours, number for number."""

import struct
from pathlib import Path

import numpy as np
import pytest

from benchmarks.transcription.ggml_file import SIZES, write_ggml

DIMS = {size: number for number, size in enumerate(SIZES, start=1)} | {"n_mels": 80}
HEADER_BYTES = 12 * 4
MEL_BYTES = 2 * 4 + 80 * 201 * 4


@pytest.mark.parametrize(
    ("name", "shape", "kind", "written_shape"),
    [
        ("decoder.blocks.0.attn.query.weight", (3, 2), "<f2", (2, 3)),
        ("decoder.ln.weight", (4,), "<f4", (4,)),
        ("encoder.conv1.bias", (4,), "<f4", (1, 4)),
        ("encoder.positional_embedding", (2, 3), "<f4", (3, 2)),
    ],
)
def test_every_tensor_is_written_with_its_name_shape_and_numbers(
    tmp_path: Path, name: str, shape: tuple[int, ...], kind: str, written_shape: tuple[int, ...]
) -> None:
    values = np.arange(np.prod(shape), dtype=np.float16).reshape(shape) / 4
    write_ggml(DIMS, {name: values}, tmp_path / "model.bin")
    data = (tmp_path / "model.bin").read_bytes()
    assert struct.unpack_from("<12i", data) == (0x67676D6C, *DIMS.values(), 1)
    assert struct.unpack_from("<2i", data, HEADER_BYTES) == (80, 201)
    numbers = values.astype(kind).tobytes()
    head = struct.pack("<3i", len(written_shape), len(name), kind == "<f2") + struct.pack(
        f"<{len(written_shape)}i", *written_shape
    )
    assert data.endswith(head + name.encode() + numbers)


def test_the_vocabulary_has_every_piece_of_the_multilingual_models(tmp_path: Path) -> None:
    write_ggml(DIMS, {}, tmp_path / "model.bin")
    data = (tmp_path / "model.bin").read_bytes()
    at = HEADER_BYTES + MEL_BYTES
    (n_pieces,) = struct.unpack_from("<i", data, at)
    at += 4
    pieces = []
    for _ in range(n_pieces):
        (length,) = struct.unpack_from("<i", data, at)
        pieces.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    assert at == len(data)
    assert len(set(pieces)) == n_pieces == 50_257
    assert pieces[0] == b"!"
