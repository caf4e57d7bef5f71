"""What this machine's processor can do, and how the engines' libraries are told to use it well.

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


@cache
def flags() -> frozenset[str]:
    """What Linux says that the processor can do; nothing elsewhere."""
    file = Path("/proc/cpuinfo")
    return frozenset(file.read_text("utf-8").split()) if file.exists() else frozenset()
