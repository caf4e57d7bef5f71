"""Messages after the descriptions of RFC 4475, "SIP Torture Test Messages", by its names; written anew, not copied.

The valid ones (§3.1.1) must be understood or refused in form, the others refused or dropped; none may end anything.
"""

from collections.abc import Iterator
from dataclasses import replace

from tests.attack.requests import SDP, Request, Requests

_NUL = b"%00"


def torture(make: Requests) -> Iterator[tuple[str, bytes]]:
    """(name in the RFC, datagram)."""
    yield from _valid(make)
    yield from _invalid(make)
    yield from _odd_applications(make)


def _valid(make: Requests) -> Iterator[tuple[str, bytes]]:
    invite, options, register = make.make, lambda: make.make("OPTIONS"), lambda: make.make("REGISTER")
    yield "wsinv", _folded(invite())
    yield (
        "intmeth",
        replace(invite(), start=b"!interesting-Method0123456789_*+`.%indeed'~ sip:1_u.%20@x.invalid SIP/2.0")
        .having(CSeq=b"139122385 !interesting-Method0123456789_*+`.%indeed'~")
        .written(),
    )
    yield "esc01", invite().having(To=b"<sip:%75se%72@example.invalid>", Contact=b"<sips:%6F%6E@192.0.2.1>").written()
    yield "escnull", register().having(To=b"sip:null-" + _NUL + b"-null@example.invalid").written()
    yield (
        "esc02",
        replace(invite(), start=b"RE%47IST%45R sip:registrar.invalid SIP/2.0")
        .having(CSeq=b"29344 RE%47IST%45R")
        .written(),
    )
    yield "lwsdisp", options().having(From=b"caller<sip:caller@example.invalid>;tag=323").written()
    yield "longreq", _long(invite()).written()
    yield "dblreq", register().written() + b"\r\n" + invite().written()
    yield (
        "semiuri",
        replace(options(), start=b"OPTIONS sip:user;par=u%40example.invalid@example.invalid SIP/2.0").written(),
    )
    yield (
        "transports",
        options()
        .having(Via=b"SIP/2.0/UNKNOWN t1.invalid;branch=z9hG4bKunknown1")
        .more((b"Via", b"SIP/2.0/SCTP t2.invalid;branch=z9hG4bK2"), (b"Via", b"SIP/2.0/TLS t3.invalid;branch=z9hG4bK3"))
        .written(),
    )
    yield (
        "mpart01",
        invite()
        .carrying(
            b"multipart/mixed;boundary=7a9cbec02ceef655",
            b"--7a9cbec02ceef655\r\nContent-Type: application/sdp\r\n\r\n"
            + SDP
            + b"--7a9cbec02ceef655\r\nContent-Transfer-Encoding: binary\r\n"
            + b"Content-Type: application/pkcs7-signature\r\n\r\n"
            + bytes(range(256))
            + b"\r\n--7a9cbec02ceef655--\r\n",
        )
        .written(),
    )
    yield "unreason", b"SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe\r\n" + _headers(invite())
    yield "noreason", b"SIP/2.0 100 \r\n" + _headers(invite())


def _invalid(make: Requests) -> Iterator[tuple[str, bytes]]:
    invite, options, register = make.make, lambda: make.make("OPTIONS"), lambda: make.make("REGISTER")
    yield (
        "badinv01",
        invite()
        .having(Via=b"SIP/2.0/UDP 192.0.2.15;;,;,,", Contact=b'"Joe" <sip:joe@example.invalid>;;;;', To=b"sip:j;x=,;")
        .written(),
    )
    yield "clerr", replace(invite(), content_length=b"9999").written()
    yield "ncl", replace(invite(), content_length=b"-999").written()
    yield (
        "scalar02",
        register()
        .having(CSeq=b"36893488147419103232 REGISTER", Max_Forwards=b"300", Expires=b"1" + b"0" * 40)
        .written(),
    )
    yield (
        "scalarlg",
        (b"SIP/2.0 503 Service Unavailable\r\n" + _headers(invite())).replace(
            b"CSeq: 1 INVITE", b"CSeq: 9292394834772304023312 OPTIONS\r\nRetry-After: 949302838503028349304023988"
        ),
    )
    yield "quotbal", invite().having(To=b'"Mr. J. User <sip:j.user@example.invalid>').written()
    yield "ltgtruri", replace(invite(), start=b"INVITE <sip:user@example.invalid> SIP/2.0").written()
    yield "lwsruri", replace(invite(), start=b"INVITE sip:user@example.invalid; lr SIP/2.0").written()
    yield "lwsstart", replace(invite(), start=b"INVITE  sip:user@example.invalid  SIP/2.0").written()
    yield "trws", replace(options(), start=b"OPTIONS sip:user@example.invalid SIP/2.0  ").written()
    yield (
        "escruri",
        replace(invite(), start=b"INVITE sip:user@example.invalid?Route=%3Csip:x.invalid%3E SIP/2.0").written(),
    )
    yield "baddate", invite().having(Date=b"Fri, 01 Jan 2010 16:00:00 EST").written()
    yield "regbadct", register().having(Contact=b"sip:user@example.invalid?Route=%3Csip:sip.invalid%3E").written()
    yield "badaspec", options().having(To=b'"Watson, Thomas" < sip:t.watson@example.invalid >').written()
    yield "baddn", options().having(From=b"Bell, Alexander <sip:a.g.bell@example.invalid>;tag=43").written()
    yield "badvers", replace(options(), start=b"OPTIONS sip:t@example.invalid SIP/7.0").written()
    yield "mismatch01", options().having(CSeq=b"8 INVITE").written()
    yield (
        "mismatch02",
        replace(invite(), start=b"NEWMETHOD sip:user@example.invalid SIP/2.0").having(CSeq=b"8 INVITE").written(),
    )
    yield "bigcode", b"SIP/2.0 4294967301 better not break the receiver\r\n" + _headers(invite())


def _odd_applications(make: Requests) -> Iterator[tuple[str, bytes]]:
    invite, options, register = make.make, lambda: make.make("OPTIONS"), lambda: make.make("REGISTER")
    yield "badbranch", options().having(Via=b"SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK").written()
    yield "insuf", invite().without("From", "To", "Call-ID", "CSeq").written()
    yield "unkscm", replace(options(), start=b"OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0").written()
    yield "novelsc", replace(options(), start=b"OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0").written()
    yield "unksm2", register().having(To=b"isbn:2983792873", From=b"<http://www.example.invalid>;tag=3").written()
    yield (
        "bext01",
        options().having(Require=b"nothingSupportsThis, nothingSupportsThisEither", Proxy_Require=b"x").written(),
    )
    yield (
        "invut",
        invite().carrying(b"application/unknownformat", b"<audio>\r\n <pcmu port='443'/>\r\n</audio>").written(),
    )
    yield "regaut01", register().having(Authorization=b"NoOneKnowsThisScheme opaque-data=here").written()
    yield (
        "multi01",
        invite()
        .more(
            (b"CSeq", b"59 INVITE"),
            (b"Call-ID", b"another@x"),
            (b"From", b"sip:other@x;tag=1"),
            (b"To", b"sip:o@x"),
            (b"Max-Forwards", b"5"),
            (b"Via", b"SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKx"),
        )
        .written(),
    )
    yield (
        "mcl01",
        replace(options(), body=b"There's no way to know how many octets").more((b"Content-Length", b"13")).written(),
    )
    yield "bcast", (b"SIP/2.0 200 OK\r\n" + _headers(invite())).replace(b"127.0.0.1:5999", b"255.255.255.255", 1)
    yield "zeromf", options().having(Max_Forwards=b"0").written()
    yield "cparam01", register().having(Contact=b"sip:+19725552222@gw1.invalid;unknownparam").written()
    yield "cparam02", register().having(Contact=b"<sip:+19725552222@gw1.invalid;unknownparam>").written()
    yield "regescrt", register().having(Contact=b"<sip:user@example.invalid?Route=%3Csip:sip.invalid%3E>").written()
    yield "sdp01", invite().carrying(b"text/nobodyKnowsThis", SDP).having(Accept=b"text/nobodyKnowsThis").written()
    yield (
        "inv2543",
        Request(
            b"INVITE sip:UserB@example.invalid SIP/2.0",
            (
                (b"Via", b"SIP/2.0/UDP iftgw.invalid"),
                (b"From", b"<sip:+13035551111@ift.invalid:5060;user=phone>"),
                (b"To", b"sip:+16505552222@ss1.invalid;user=phone"),
                (b"Call-ID", b"inv2543@x"),
                (b"CSeq", b"56 INVITE"),
            ),
            SDP,
        ).written(),
    )


def _folded(invite: Request) -> bytes:
    """Odd but lawful white space, case, compact forms, folded lines and escapes (§3.1.1.1)."""
    odd = invite.having(
        To=b"sip:vivekg@chair-dnrc.invalid ;   tag    = 1918181833n",
        From=b'"J Rosenberg \\\\\\""       <sip:jdrosen@example.invalid>\r\n  ;\r\n  tag = 98asjd8',
        Max_Forwards=b"0068",
        CSeq=b"0009\r\n  INVITE",
        Subject=b"",
        NewFangledHeader=b"newfangled value\r\n continued newfangled value",
    ).more(
        (b"UnknownHeaderWithUnusualValue", b";;,,;;,;"), (b"v", b"SIP  / 2.0  / TCP  spindle.invalid ; branch = z9h")
    )
    return odd.written().replace(b"Call-ID: ", b"cALL-iD :\r\n ", 1)


def _long(invite: Request) -> Request:
    """Long values everywhere, many Via and Route lines (§3.1.1.7)."""
    long = b"a" * 255
    lines = [(b"Via", b"SIP/2.0/UDP sip%d.invalid;branch=z9hG4bK%d" % (number, number)) for number in range(34)]
    lines += [(b"Route", b"<sip:" + long + b"@x.invalid;lr>"), (b"longheader-" + long, long)]
    return invite.having(To=b'"' + long + b'" <sip:' + long + b"@example.invalid>").more(*lines)


def _headers(invite: Request) -> bytes:
    """The invitation's headers, to be put under another start line."""
    return replace(invite, body=b"").written().partition(b"\r\n")[2]
