"""Set up `.venv` from the locks: uv where it is present, pip where it is not. Standard library only.

    python3 bootstrap/environment.py [--dev]

torch and openai-whisper are not in the locks:
- torch must be the CPU build (the default build of the package index pulls gigabytes of CUDA). A `+cpu` wheel that pip
  is configured to find is taken; otherwise PyTorch's own CPU index is asked.
- openai-whisper is installed without its dependencies: it declares triton, 1 GB that a CPU never runs. What it does
  need stands in runtime.lock.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TORCH = "2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
WHISPER = "openai-whisper==20250625"
SUPPORTED = (3, 11)


def main() -> int:
    parser = argparse.ArgumentParser(description="Set up the environment of Hushtape in .venv.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests and checks need")
    dev = parser.parse_args().dev
    if sys.version_info[:2] != SUPPORTED:
        return _again_with_the_right_python()
    steps = _steps(dev)
    stamp = VENV / "stamps" / _digest(dev)
    if stamp.exists():
        return 0
    _make_venv()
    started = time.monotonic()
    for number, (title, attempts) in enumerate(steps, start=1):
        print(f"[set-up {number}/{len(steps)}] {title} …", flush=True)
        if not _first_that_works(attempts):
            print(f"set-up failed at: {title} (the installer's last lines are above)", file=sys.stderr)
            return 1
        print(f"[set-up {number}/{len(steps)}] {title}: done after {time.monotonic() - started:.0f} s", flush=True)
    stamp.parent.mkdir(exist_ok=True)
    stamp.touch()
    if dev:  # what develops also runs
        (stamp.parent / _digest(False)).touch()
    return 0


def _steps(dev: bool) -> list[tuple[str, list[list[str]]]]:
    locks = ["-r", "bootstrap/runtime.lock"] + (["-r", "bootstrap/dev.lock"] if dev else [])
    cpu_torch = f"torch=={TORCH}+cpu"
    return [
        (
            "PyTorch, CPU build",
            [["--no-deps", *_find_links(), cpu_torch], ["--no-deps", "--index-url", TORCH_CPU_INDEX, cpu_torch]],
        ),
        ("pinned packages", [["--no-deps", *locks]]),
        ("openai-whisper without triton, and Hushtape itself", [["--no-deps", WHISPER, "-e", "."]]),
    ]


def _find_links() -> list[str]:
    """Where the environment tells pip to look for wheels; uv is told the same."""
    return [arg for place in os.environ.get("PIP_FIND_LINKS", "").split() for arg in ("--find-links", place)]


def _make_venv() -> None:
    if not (VENV / "bin" / "python").exists():
        venv.create(VENV, with_pip=True, symlinks=True)


def _installer() -> list[str]:
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", str(VENV / "bin" / "python")]
    return [str(VENV / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]


def _first_that_works(attempts: list[list[str]]) -> bool:
    return any(_install(arguments) for arguments in attempts)


def _install(arguments: list[str]) -> bool:
    """Run one install; show each package as it arrives on a terminal, the last lines where it fails."""
    process = subprocess.Popen(
        [*_installer(), *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    lines: list[str] = []
    seen = 0
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Collecting "):
            seen += 1
            if sys.stdout.isatty():
                print(f"\r  {seen} packages, {line.split()[1][:60]:<60}", end="", flush=True)
            elif seen % 25 == 0:
                print(f"  {seen} packages", flush=True)
        elif line.startswith("Installing collected"):
            print("\r  installing what was fetched …" + " " * 50, flush=True)
    if process.wait() == 0:
        return True
    print("\n".join(lines[-5:]), file=sys.stderr)
    return False


def _digest(dev: bool) -> str:
    """Changes when anything that the environment is made from changes."""
    files = ["bootstrap/environment.py", "bootstrap/runtime.lock", "pyproject.toml"]
    files += ["bootstrap/dev.lock"] if dev else []
    digest = hashlib.sha256()
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16] + ("-dev" if dev else "")


def _again_with_the_right_python() -> int:
    wanted = "python" + ".".join(map(str, SUPPORTED))
    found = shutil.which(wanted)
    if found is None:
        print(
            f"Hushtape needs {wanted} (the pjsua2 wheel is built for it); this is Python {sys.version.split()[0]}."
            f" Install {wanted} and run again.",
            file=sys.stderr,
        )
        return 2
    return subprocess.call([found, __file__, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
