"""What this machine's processors can do, and how the engines' libraries are told to use them well.

CTranslate2 and PyTorch read the environment when they are imported: call these before.
"""

import os
from functools import cache
from pathlib import Path

from threadpoolctl import threadpool_limits

_AVX512 = frozenset({"avx512f", "avx512cd", "avx512vl", "avx512bw", "avx512dq"})
"""What CTranslate2 asks for (its `cpu_supports_avx512`)."""


def prepare_libraries() -> None:
    """Let CTranslate2 use AVX-512 where there is any (by itself it stays with AVX2), and let threads that wait sleep.

    OpenMP's wait by turning in circles: beside other work on the same cores (a recorder, another worker) that takes
    several times the processor time of what they wait for. What the environment says already is kept. OpenBLAS cannot
    be told to sleep, and what numpy multiplies here is small: it gets one thread.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if flags() >= _AVX512:
        os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX512")
    threadpool_limits(1, user_api="blas")


def multiplies_bfloat16() -> bool:
    """Whether the processor multiplies matrices of bfloat16 (Intel AMX)."""
    return "amx_bf16" in flags()


def libraries_without_gpu() -> list[str]:
    """Which of the engines' libraries see no GPU: CTranslate2 (faster-whisper), PyTorch (openai-whisper)."""
    prepare_libraries()
    import ctranslate2
    import torch

    sees = {"CTranslate2": ctranslate2.get_cuda_device_count() > 0, "PyTorch": torch.cuda.is_available()}
    return [library for library, is_seen in sees.items() if not is_seen]


@cache
def flags() -> frozenset[str]:
    """What Linux says that the processor can do; nothing elsewhere."""
    file = Path("/proc/cpuinfo")
    return frozenset(file.read_text("utf-8").split()) if file.exists() else frozenset()
