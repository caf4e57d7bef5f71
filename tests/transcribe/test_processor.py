"""The engines' libraries are told to let waiting threads sleep, unless somebody has said otherwise."""

import os

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from transcribe import processor


@pytest.mark.parametrize(("said", "kept"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_that_wait_sleep_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, said: str | None, kept: str
) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", said or "")
    if said is None:
        monkeypatch.delenv("OMP_WAIT_POLICY")
    processor.prepare_libraries()
    assert os.environ["OMP_WAIT_POLICY"] == kept


def test_what_numpy_multiplies_takes_one_thread() -> None:
    with threadpool_limits(2, user_api="blas"):
        processor.prepare_libraries()
        pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert pools
    assert {pool["num_threads"] for pool in pools} == {1}


@pytest.mark.parametrize(
    ("flags", "isa"), [("avx512f avx512cd avx512vl avx512bw avx512dq", "AVX512"), ("avx2 avx512f", None)]
)
def test_wide_registers_are_asked_for_where_the_processor_has_all_that_ctranslate2_needs(
    monkeypatch: pytest.MonkeyPatch, flags: str, isa: str | None
) -> None:
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "")
    monkeypatch.delenv("CT2_FORCE_CPU_ISA")
    monkeypatch.setattr(processor, "flags", lambda: frozenset(flags.split()))
    processor.prepare_libraries()
    assert os.environ.get("CT2_FORCE_CPU_ISA") == isa
