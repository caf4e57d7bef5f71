"""Internet addresses: those kept for documentation (RFC 5737: 192.0.2, 198.51.100, 203.0.113) and for private use."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.IP_ADDRESS

HITS: tuple[Hit, ...] = (
    Hit(("The IP that dresses 192.168.0.12.",), "base"),
    Hit(("My IP address is 203.0.113.42.",), "as it is written"),
    Hit(("the ip is one ninety two dot one sixty eight dot zero dot twelve",), "spoken with dots, lower case"),
    Hit(("agent: What's the IP address?", "198.51.100.7"), "an answer"),
    Hit(("my i p address is two oh three dot zero dot one one three dot four two",), "digits one by one"),
    Hit(("agent: And its IP?", "192 168 0 12"), "without dots"),
    Hit(("It says IP address 10 dot 0 dot 0 dot 138.",), "digits and words"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("The firmware version is 10.2.1.4.",), "a version of four numbers"),
    NearMiss(("version 4.19.0.112 is installed",), "a version, lower case"),
    NearMiss(("I updated it to 10.2.1.4 yesterday.",), "a version that nothing announces"),
    NearMiss(("It's section 4.2.1.7 of your terms.",), "a section"),
    NearMiss(("We met at 10.45 on 1.12.",), "a time and a day with stops"),
    NearMiss(("It costs 1,920 dollars.",), "money"),
    NearMiss(("my cell is 212.555.0147",), "a telephone number with stops", Kind.PHONE),
    NearMiss(("The MAC address is 001A2B3C4D5D.",), "a MAC address", Kind.DEVICE_SERIAL),
)
