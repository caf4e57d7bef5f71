"""`python -m tests.canary_scanner FOLDER… --fixture demo_call`: exit 0 only if nothing is found and the proof holds."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.canary_scanner.needles import Needles, join
from tests.canary_scanner.positive_controls import Proof, prove_scanner
from tests.canary_scanner.scan import ScanReport, scan
from tests.fixtures_manifest import fixture, load_manifest

_EPILOG = "example: python -m tests.canary_scanner var --fixture demo_call --whole-call objection_demo"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="canary_scanner", description=__doc__, epilog=_EPILOG)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    names = sorted(load_manifest())
    parser.add_argument("--fixture", action="append", default=[], choices=names, help="its secrets must not be found")
    parser.add_argument("--whole-call", action="append", default=[], choices=names, help="nothing of it may be found")
    parser.add_argument("--word", action="append", default=[], help="another text that must not be found")
    asked = parser.parse_args(arguments)
    needles = join(Needles.of_fixture(fixture(name)) for name in asked.fixture)
    needles += join(Needles.of_whole_call(fixture(name)) for name in asked.whole_call)
    needles += join(Needles.of_text(f"word#{number}", word) for number, word in enumerate(asked.word, 1))
    if not len(needles):
        parser.error("nothing to look for: name a --fixture, a --whole-call or a --word")
    started = time.monotonic()
    report = scan(asked.folders, needles)
    scanned_s = time.monotonic() - started
    proof = prove_scanner(asked.folders, needles)
    sys.stdout.write(tell(report, proof, scanned_s))
    return 0 if report.is_clean and proof.holds else 1


def tell(report: ScanReport, proof: Proof, scanned_s: float) -> str:
    """The table; every line a name and a figure."""
    rows = [
        ("files", str(report.files)),
        ("haystacks, opened ones included", str(report.haystacks)),
        ("searched", f"{report.searched_bytes / 1e6:.1f} MB in {scanned_s:.1f} s"),
        ("not opened, searched as bytes", str(len(report.unopened))),
        ("vanished while scanning", str(report.vanished)),
        ("needles looked for", str(report.needles)),
        ("needles found", str(len(report.found))),
        ("positive controls found / planted", f"{proof.found} / {proof.planted}"),
        ("verdict", _verdict(report, proof)),
    ]
    lines = [f"{name:36}{figure}" for name, figure in rows]
    lines += [f"  FOUND {label} in {haystack}" for haystack, label in report.found]
    lines += [f"  MISSED {label} in {haystack}" for haystack, label in proof.missed]
    return "\n".join(lines) + "\n"


def _verdict(report: ScanReport, proof: Proof) -> str:
    if not proof.holds:
        return "VOID: the scanner missed planted canaries"
    return "clean" if report.is_clean else "SECRETS FOUND"


if __name__ == "__main__":
    sys.exit(main())
