"""Metadata as recording clients write it: our own words in the shapes of RFC 7865, its drafts and several vendors.

`{caller}` and `{agent}` are addresses; labels are 1 (the caller's stream) and 2 (the agent's).
"""

CALLER, AGENT = "sip:+12125550147@carrier.example", "sip:1042@desk.example"

RFC_7865 = """<?xml version="1.0" encoding="UTF-8"?>
<recording xmlns="urn:ietf:params:xml:ns:recording:1">
  <datamode>complete</datamode>
  <group group_id="grp-1"><associate-time>2026-11-22T10:00:00Z</associate-time></group>
  <session session_id="ses-1"><group-ref>grp-1</group-ref>
    <sipSessionID>0123456789abcdef0123456789abcdef;remote=fedcba9876543210fedcba9876543210</sipSessionID></session>
  <participant participant_id="par-a"><nameID aor="{agent}"><name xml:lang="en">Desk</name></nameID></participant>
  <participant participant_id="par-c"><nameID aor="{caller}"/></participant>
  <stream stream_id="str-1" session_id="ses-1"><label>1</label></stream>
  <stream stream_id="str-2" session_id="ses-1"><label>2</label></stream>
  <sessionrecordingassoc session_id="ses-1"><associate-time>2026-11-22T10:00:00Z</associate-time>
  </sessionrecordingassoc>
  <participantsessionassoc participant_id="par-c" session_id="ses-1">
    <associate-time>2026-11-22T10:00:00Z</associate-time></participantsessionassoc>
  <participantsessionassoc participant_id="par-a" session_id="ses-1">
    <associate-time>2026-11-22T10:00:00Z</associate-time></participantsessionassoc>
  <participantstreamassoc participant_id="par-c"><send>str-1</send><recv>str-2</recv></participantstreamassoc>
  <participantstreamassoc participant_id="par-a"><send>str-2</send><recv>str-1</recv></participantstreamassoc>
</recording>"""

DRAFT_WITH_EXTENSIONS = """<?xml version='1.0' encoding='UTF-8'?>
<recording xmlns='urn:ietf:params:xml:ns:recording'>
  <dataMode>complete</dataMode>
  <session id="c2Vzc2lvbi1vbmU=">
    <associate-time>2026-11-22T10:00:00</associate-time>
    <extensiondata xmlns:v="http://vendor.example/siprec"><v:ucid>00FA08000A0B0C0D0E0F10</v:ucid></extensiondata>
  </session>
  <participant id="cGFydHktb25l" session="c2Vzc2lvbi1vbmU=">
    <nameID aor="{caller}"><name>caller</name></nameID><send>c3RyZWFtMQ==</send>
    <extensiondata xmlns:v="http://vendor.example/siprec"><v:callingParty>true</v:callingParty></extensiondata>
  </participant>
  <participant id="cGFydHktdHdv" session="c2Vzc2lvbi1vbmU=">
    <nameID aor="{agent}"><name>desk</name></nameID><send>c3RyZWFtMg==</send>
    <extensiondata xmlns:v="http://vendor.example/siprec"><v:callingParty>false</v:callingParty></extensiondata>
  </participant>
  <stream id="c3RyZWFtMQ==" session="c2Vzc2lvbi1vbmU="><label>1</label></stream>
  <stream id="c3RyZWFtMg==" session="c2Vzc2lvbi1vbmU="><label>2</label></stream>
</recording>"""
"""In the shape of session border controllers that speak a draft (Oracle, formerly ACME)."""

WITHOUT_ASSOCIATION_TIMES = """<?xml version="1.0" encoding="UTF-8"?>
<recording xmlns="urn:ietf:params:xml:ns:recording:1"><datamode>complete</datamode>
<session session_id="a1b2c3d4e5f60001"><sipSessionID>c0ffee00c0ffee00c0ffee00c0ffee00</sipSessionID></session>
<participant participant_id="a1b2c3d4e5f60002"><nameID aor="{caller}"></nameID></participant>
<participantsessionassoc participant_id="a1b2c3d4e5f60002" session_id="a1b2c3d4e5f60001"/>
<stream stream_id="a1b2c3d4e5f60003" session_id="a1b2c3d4e5f60001"><label>1</label></stream>
<participant participant_id="a1b2c3d4e5f60004"><nameID aor="{agent}"></nameID></participant>
<participantsessionassoc participant_id="a1b2c3d4e5f60004" session_id="a1b2c3d4e5f60001"/>
<stream stream_id="a1b2c3d4e5f60005" session_id="a1b2c3d4e5f60001"><label>2</label></stream>
<participantstreamassoc participant_id="a1b2c3d4e5f60002"><send>a1b2c3d4e5f60003</send>
<recv>a1b2c3d4e5f60005</recv></participantstreamassoc>
<participantstreamassoc participant_id="a1b2c3d4e5f60004"><send>a1b2c3d4e5f60005</send>
<recv>a1b2c3d4e5f60003</recv></participantstreamassoc></recording>"""
"""In the shape of routers with a media proxy (Cisco CUBE): everything in one breath, no times."""

PREFIXED = """<?xml version="1.0"?>
<r:recording xmlns:r="urn:ietf:params:xml:ns:recording:1" xmlns:x="http://gateway.example/">
  <r:datamode>complete</r:datamode>
  <r:group group_id="11111111-2222-3333-4444-555555555555"/>
  <r:session session_id="1111-2222-3333-4444-555566667777">
    <r:group-ref>11111111-2222-3333-4444-555555555555</r:group-ref></r:session>
  <r:participant participant_id="1100" session_id="1111-2222-3333-4444-555566667777">
    <r:nameID aor="{caller}"/><x:AvayaUCID>FA080011223344556677</x:AvayaUCID></r:participant>
  <r:participant participant_id="1200" session_id="1111-2222-3333-4444-555566667777">
    <r:nameID aor="{agent}"/></r:participant>
  <r:stream stream_id="1300" session_id="1111-2222-3333-4444-555566667777"><r:label>1</r:label></r:stream>
  <r:stream stream_id="1400" session_id="1111-2222-3333-4444-555566667777"><r:label>2</r:label></r:stream>
  <r:participantstreamassoc participant_id="1100"><r:send>1300</r:send><r:recv>1400</r:recv></r:participantstreamassoc>
  <r:participantstreamassoc participant_id="1200"><r:send>1400</r:send><r:recv>1300</r:recv></r:participantstreamassoc>
</r:recording>"""
"""In the shape of gateways that extend the participant (AudioCodes)."""

WITH_CALL_UUID = """<recording xmlns="urn:ietf:params:xml:ns:recording:1">
  <datamode>complete</datamode>
  <session session_id="c2Vzc2lvbi1nNQ=="><start-time>2026-11-22T10:00:00Z</start-time>
    <callUUID xmlns="urn:contact-centre">00TESTUUID0000000000000000000001</callUUID></session>
  <participant participant_id="cA=="><nameID aor="{caller}"/></participant>
  <participant participant_id="YQ=="><nameID aor="{agent}"/></participant>
  <stream stream_id="MQ==" session_id="c2Vzc2lvbi1nNQ=="><label>1</label></stream>
  <stream stream_id="Mg==" session_id="c2Vzc2lvbi1nNQ=="><label>2</label></stream>
  <participantstreamassoc participant_id="cA=="><send>MQ==</send></participantstreamassoc>
  <participantstreamassoc participant_id="YQ=="><send>Mg==</send></participantstreamassoc>
</recording>"""
"""In the shape of contact centre servers that name the call themselves (Genesys)."""

MIXED = """<recording xmlns="urn:ietf:params:xml:ns:recording:1"><datamode>complete</datamode>
  <session session_id="s"/><participant participant_id="c"><nameID aor="{caller}"/></participant>
  <participant participant_id="a"><nameID aor="{agent}"/></participant>
  <stream stream_id="m" session_id="s"><label>1</label></stream>
  <participantstreamassoc participant_id="c"><send>m</send></participantstreamassoc>
  <participantstreamassoc participant_id="a"><send>m</send></participantstreamassoc></recording>"""

SHAPES = {
    "RFC 7865": RFC_7865,
    "draft with extension data": DRAFT_WITH_EXTENSIONS,
    "without association times": WITHOUT_ASSOCIATION_TIMES,
    "prefixed, with a UCID": PREFIXED,
    "with a call UUID": WITH_CALL_UUID,
}


def document(shape: str = RFC_7865, *, caller: str = CALLER, agent: str = AGENT) -> bytes:
    return shape.format(caller=caller, agent=agent).encode()


def partial(*elements: str) -> bytes:
    inner = "".join(elements)
    return (
        '<recording xmlns="urn:ietf:params:xml:ns:recording:1"><datamode>partial</datamode>' + inner + "</recording>"
    ).encode()


def participant(who: str, address: str) -> str:
    return f'<participant participant_id="{who}"><nameID aor="{address}"/></participant>'


def stream(stream_id: str, label: str, session_id: str = "ses-1") -> str:
    return f'<stream stream_id="{stream_id}" session_id="{session_id}"><label>{label}</label></stream>'


def sending(who: str, *streams: str, ended: bool = False) -> str:
    end = "<disassociate-time>2026-11-22T10:05:00Z</disassociate-time>" if ended else ""
    sends = "".join(f"<send>{stream_id}</send>" for stream_id in streams)
    return f'<participantstreamassoc participant_id="{who}">{sends}{end}</participantstreamassoc>'


def attending(who: str, *, left: bool = False, session_id: str = "ses-1") -> str:
    end = "<disassociate-time>2026-11-22T10:05:00Z</disassociate-time>" if left else ""
    return f'<participantsessionassoc participant_id="{who}" session_id="{session_id}">{end}</participantsessionassoc>'


SUPERVISOR = participant("par-s", "sip:1043@desk.example") + stream("str-3", "3") + sending("par-s", "str-3")
