"""Internet addresses (RFC 791: four numbers of 0 to 255; RFC 4291: eight groups of hexadecimal digits).

Versions of software are written alike ("10.2.1.4"), so that a cue or Presidio's recogniser must name them.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.IP_ADDRESS,
    cues=cues(Kind.IP_ADDRESS, "ip address", "i p address", "ip", "ip that dresses"),
    expected=range(4, 13),
    part_from=2,
)
