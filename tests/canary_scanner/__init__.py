"""The canary scanner: looks for spoken secrets, in every form we can think of, in everything a run leaves behind.

    needles = Needles.of_fixture(fixture("demo_call"))
    proof = prove_scanner([data_folder], needles)     # planted canaries of every form: all must be found
    report = scan([data_folder], needles)             # must find nothing

`Needles.of_fixture` holds a call's secrets, `of_whole_call` everything said in it (for a call that was objected to),
`of_transcript` what a recogniser wrote inside the secrets' milliseconds, `of_text` and `of_sound` anything else.
Neither reports nor errors ever quote a needle: they carry labels such as "demo_call/SSN#2/dashed/base64+1".
"""

from tests.canary_scanner.needles import Needles
from tests.canary_scanner.positive_controls import Proof, prove_scanner
from tests.canary_scanner.scan import ScanReport, scan

__all__ = ["Needles", "Proof", "ScanReport", "prove_scanner", "scan"]
