"""Which pjsua2 is in the environment."""

from importlib.util import find_spec
from pathlib import Path


def is_production_build() -> bool:
    """Whether `make pjsua2` has put its build in the small wheel's place."""
    found = _package()
    return found is not None and (found / "built.json").exists()


def pjsua2_extension() -> Path:
    """pjsua2's shared library."""
    found = _package()
    assert found is not None
    (extension,) = found.glob("_pjsua2*.so")
    return extension


def _package() -> Path | None:
    """Found without loading it."""
    spec = find_spec("pjsua2")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None
