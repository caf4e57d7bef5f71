"""Build the production pjsua2 and put it into the environment this runs in. Standard library only. `make pjsua2`.

    .venv/bin/python bootstrap/pjsua2.py [--source TARBALL --sha256 HEX]

The wheel of the package index holds two calls, and one hostile SDP aborts it. This build holds LEGS legs, has the C
asserts out, TLS of the system's OpenSSL 3, SIP messages up to 64 KB, Opus and SIPREC.

The source is pjproject as Debian's sid carries it inside its package `asterisk`: apt checks Debian's signature. A sid
entry exists for that one download only, in a folder of its own: the machine's apt lists and sources stay as they are.
Another tarball is taken only with the sum that its publisher names: it is compared before anything else is done.
What was built waits in the cache, so the next environment gets it in seconds. The wheel's metadata stays, so that a
new set-up of the environment finds its pin fulfilled and leaves this build where it is. To go back to the wheel:

    .venv/bin/pip install --force-reinstall --no-deps pjsua2-python==2.15.1.post1
"""

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pjproject_patches import PATCHES

LEGS = 640
"""PJSUA_MAX_CALLS: a call in path has two legs; 300 calls are the goal, the rest is head room."""
OLDEST = (2, 17)
"""Older ones lack SIPREC, and recorder/sip_endpoint.py lets them listen on loopback only."""
ANOTHER = "pass pjproject 2.17 as --source TARBALL --sha256 HEX"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PACKAGES = (
    "build-essential swig libssl-dev libopus-dev libsrtp2-dev libsamplerate0-dev uuid-dev libgsm1-dev libspeex-dev"
    " libspeexdsp-dev debian-archive-keyring"
).split()
CFLAGS = "-O3 -fPIC -DNDEBUG"
"""Mixing and levels are loops over samples: -O3 makes vectors of them."""
FLAGS = (
    "--disable-video --disable-sound --enable-epoll --disable-libwebrtc --disable-libyuv --with-external-gsm"
    " --with-external-speex --with-external-srtp --enable-libsamplerate --disable-resample --disable-ilbc-codec"
    " --disable-g7221-codec"
).split()
SITE = {
    "PJSUA_MAX_CALLS": LEGS,
    "PJSUA_MAX_RECORDERS": 2 * LEGS,
    "PJSUA_MAX_PLAYERS": 2 * LEGS,  # the notice plays for each call apart
    "PJSUA_MAX_ACC": 64,
    "PJSUA_MAX_CONF_PORTS": 4 * LEGS,
    "PJ_IOQUEUE_MAX_HANDLES": 4096,  # two sockets a leg, and TCP and TLS peers
    "PJ_IOQUEUE_MAX_EVENTS_IN_SINGLE_POLL": 512,  # sockets served by one wake-up; the default is 16
    "PJ_IOQUEUE_DEFAULT_EPOLL_FLAGS": 0,  # one thread polls each queue; the default re-registers the socket a packet
    "PJ_LOG_MAX_LEVEL": 1,  # whatever is left out here cannot reach stdout, which belongs to us
    "PJSIP_MAX_PKT_LEN": 65535,  # a SIPREC INVITE passes the default of 4,000 bytes
    "PJSUA2_MAX_SDP_BUF_LEN": 65535,  # the default is 1,024, and whatever is longer reaches Python as "no SDP"
    "PJSIP_MAX_TSX_COUNT": 16 * 1024 - 1,
    "PJSIP_MAX_DIALOG_COUNT": 4 * 1024 - 1,
    "PJSUA_HAS_SIPREC": 1,
    "PJMEDIA_HAS_VIDEO": 0,
    "PJMEDIA_RTP_NAT_PROBATION_CNT": 1_000_000,  # the default lets ten injected packets take a stream over
    "PJMEDIA_RTCP_NAT_PROBATION_CNT": 1_000_000,
    "PJSIP_TRANSPORT_SERVER_IDLE_TIME_FIRST": 10,  # seconds for a new connection to say something
    "HUSHTAPE_FETCH(at, size)": (  # for pjproject_speed.patch: the cache lines of an object
        "do { const char *a_ = (const char*)(at); unsigned o_;"
        " for (o_ = 0; o_ < (unsigned)(size); o_ += 64) __builtin_prefetch(a_ + o_); } while (0)"
    ),
}
SPEED = Path(__file__).parent / "pjproject_speed.patch"
"""What else is exchanged in pjproject, after PATCHES: docs/decisions/0022-what-a-packet-costs.md"""
OURS = tuple(Path(__file__).parent / name for name in ("sip_gate.c", "held_sound.c", "stream_counts.c", "wake_up.c"))
"""Compiled into the extension: recorder/sip_gate.py, held_sound.py and stream_counts.py speak with it."""
FUNCTIONS = ("hushtape_gate_close_in", "hushtape_held_new", "hushtape_count_stream", "hushtape_wake_up")
"""One out of each of OURS, in their order: the smoke test looks for them in the extension."""
SMOKE = """
import ctypes, os, socket, sys
import pjsua2 as pj
config = pj.EpConfig()
config.uaConfig.threadCnt, config.uaConfig.mainThreadOnly = 0, True
config.logConfig.level = config.logConfig.consoleLevel = 0
endpoint = pj.Endpoint()
endpoint.libCreate()
endpoint.libInit(config)
transport = pj.TransportConfig()
transport.boundAddress = "127.0.0.1"
endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
endpoint.libStart()
endpoint.audDevManager().setNullDev()
account, settings = pj.Account(), pj.AccountConfig()
settings.idUri = "sip:smoke@127.0.0.1"
settings.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
account.create(settings)
silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
silent.bind(("127.0.0.1", 0))
calls = []
for _ in range(8):  # the small wheel refuses the fifth, whatever maxCalls says
    call = pj.Call(account)
    call.makeCall("sip:nobody@127.0.0.1:%d" % silent.getsockname()[1], pj.CallOpParam(True))
    calls.append(call)
opus = any(codec.codecId.startswith("opus/") for codec in endpoint.codecEnum2())
extension = ctypes.CDLL(pj._pjsua2.__file__)
lacks = [*([] if opus else ["Opus"]), *(name for name in sys.argv[1:] if not hasattr(extension, name))]
made = endpoint.libVersion().full, len(calls), config.uaConfig.maxCalls
print("smoke", *made, "lacks", ",".join(lacks) or "nothing", flush=True)
os._exit(0)  # no tear-down: pjlib aborts when Python frees calls after it
"""


class Failed(Exception):
    """Told in one line; `status` is the exit status."""

    def __init__(self, kind: str, what: str, hint: str, *, status: int = 1) -> None:
        super().__init__(f"{kind}: {what} ({hint})")
        self.status = status


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the production pjsua2 into this environment.")
    parser.add_argument("--source", type=Path, help="a pjproject tarball instead of Debian's; --sha256 is needed too")
    parser.add_argument("--sha256", metavar="HEX", help="the sum that the tarball's publisher names for it")
    asked = parser.parse_args()
    try:
        _check(asked.source, asked.sha256)
        _make_and_install(asked.source)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except OSError as error:
        print(f"cannot-write: {error} (make room, or set XDG_CACHE_HOME)", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: nothing was installed (run it again: it starts anew)", file=sys.stderr)
        return 130
    return 0


def _check(source: Path | None, sha256: str | None) -> None:
    """Raises Failed unless the source is what the sum says; apt has a sum for Debian's."""
    if source is None:
        if sha256 is not None:
            raise Failed("no-source", "--sha256 is given for no tarball", "pass --source TARBALL as well", status=2)
        return
    if not source.is_file():
        raise Failed("no-source", f"{source} is no file", "pass a pjproject tarball", status=2)
    if sha256 is None:
        hint = "pass --sha256 HEX, the sum that its publisher names"
        raise Failed("no-sum", f"nothing says that {source} is what was published", hint, status=2)
    if not re.fullmatch("[0-9a-fA-F]{64}", sha256):
        hint = "pass its 64 hexadecimal digits and nothing else"
        raise Failed("no-sum", f"--sha256 {sha256!r} is no SHA-256 sum", hint, status=2)
    if (found := _sha256(source)) != sha256.lower():
        hint = "nothing was unpacked; download it again, or look the sum up again where it was published"
        raise Failed("wrong-sum", f"{source} has the sha256 {found}", hint)


def _make_and_install(source: Path | None) -> None:
    if sys.prefix == sys.base_prefix:
        raise Failed("no-environment", "this Python is no virtual environment", "run `make pjsua2`", status=2)
    started = time.monotonic()
    built = _cache() / _key(source)
    if (built / "built.json").exists():
        _say("taking the build from the cache")
    else:
        _build(built, source)
    _install(built)
    version, tried, allowed = _smoke()
    origin = json.loads((built / "built.json").read_text())
    _say(f"pjsua2 {version} is in the environment: {tried} legs tried, {allowed} allowed; Opus: yes")
    _say(f"made of {origin['source']}, sha256 {origin['sha256']}; {time.monotonic() - started:.0f} s in all")


def _build(built: Path, source: Path | None) -> None:
    """Leave `__init__.py`, the extension and `built.json` in `built`, or nothing. Raises Failed."""
    with (
        tempfile.TemporaryDirectory(prefix="hushtape-apt-") as for_apt,
        tempfile.TemporaryDirectory(prefix=".building-", dir=_cache()) as for_tree,
    ):
        apt = Apt(Path(for_apt))
        missing = _missing_packages()
        apt.update()
        if missing:
            apt.install(missing)
        tarball = source or apt.fetch_pjproject()
        log = _cache() / f"{built.name}.log"
        log.write_bytes(b"")
        tree = _unpack(tarball, Path(for_tree), log)
        version = _version_of(tree)
        _configure(tree, log)
        jobs = f"-j{len(os.sched_getaffinity(0))}"
        _step(f"compiling pjproject {version}, two minutes on two cores", ["make", jobs, "lib"], tree, log)
        bindings = tree / "pjsip-apps" / "src" / "swig" / "python"
        make = ["make", f"PYTHON_EXE={sys.executable}", "USE_THREADS=-threads"]
        for source in OURS:
            shutil.copy(source, bindings)
        _step("compiling the Python bindings, two to four minutes on one core", make, bindings, log)
        _keep(bindings / "build", built, {"version": version, "source": tarball.name, "sha256": _sha256(tarball)})


class Apt:
    """apt with lists and cache in a folder of its own."""

    def __init__(self, work: Path) -> None:
        self._work = work
        work.chmod(0o755)  # apt fetches as a user of its own

    def update(self) -> None:
        """Read what the machine's own sources offer, into our folder."""
        _say("asking the machine's apt sources")
        self._get("machine", "update")

    def install(self, packages: list[str]) -> None:
        _say(f"installing {' '.join(packages)}")
        options = ["--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
        self._get("machine", "install", *options, *packages)

    def fetch_pjproject(self) -> Path:
        """pjproject's tarball out of sid's package asterisk; apt has checked signature and sums. Raises Failed."""
        _say("fetching the source from Debian sid, 26 MB, signature checked")
        (self._work / "sid.sources").write_text(
            f"Types: deb-src\nURIs: {self._mirror()}\nSuites: sid\nComponents: main\nSigned-By: {KEYRING}\n"
        )
        only_sid = ["-o", f"Dir::Etc::sourcelist={self._work / 'sid.sources'}", "-o", "Dir::Etc::sourceparts=-"]
        self._get("sid", "update", "--error-on=any", *only_sid)
        fetched = self._folder("source")
        self._get("sid", "source", "--download-only", "asterisk", *only_sid, cwd=fetched)
        found = list(fetched.glob("*orig-Xpjproject.tar.*"))
        if len(found) != 1:
            raise Failed("no-source", "Debian's asterisk carries no pjproject any more", ANOTHER)
        return found[0]

    def _mirror(self) -> str:
        """The Debian mirror that this machine's apt uses. Raises Failed where it knows none (Ubuntu)."""
        asked = ["apt-get", *self._options("machine"), "indextargets", "--format", "$(LABEL) $(REPO_URI)"]
        lines = subprocess.run(asked, capture_output=True, text=True).stdout.splitlines()
        mirror = next((line.split()[1] for line in lines if line.startswith("Debian ")), None)
        if mirror is None:
            raise Failed("no-mirror", "this machine's apt knows no Debian mirror", ANOTHER)
        return mirror

    def _get(self, whose: str, verb: str, *arguments: str, cwd: Path | None = None) -> None:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
        command = ["apt-get", "-q", *self._options(whose), verb, *arguments]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
        if done.returncode:
            errors = [line for line in (done.stderr + done.stdout).splitlines() if line.startswith("E:")]
            what = errors[0] if errors else f"status {done.returncode}"
            raise Failed("apt-failed", f"apt-get {verb}: {what}", "check the network and the machine's apt sources")

    def _options(self, whose: str) -> list[str]:
        (self._folder(f"{whose}-lists") / "partial").mkdir(exist_ok=True)
        places = {"Dir::State::lists": self._folder(f"{whose}-lists"), "Dir::Cache": self._folder(f"{whose}-cache")}
        return [word for name, place in places.items() for word in ("-o", f"{name}={place}")]

    def _folder(self, name: str) -> Path:
        folder = self._work / name
        if not folder.exists():
            folder.mkdir()
            if os.geteuid() == 0:
                with contextlib.suppress(LookupError):  # apt without its own user fetches as root
                    shutil.chown(folder, "_apt")
        return folder


def _missing_packages() -> list[str]:
    """Raises Failed off Debian, and without root where packages are missing."""
    if not all(map(shutil.which, ("apt-get", "dpkg-query"))):
        raise Failed(
            "not-debian", "the production pjsua2 is built with Debian's packages", "use Debian or Ubuntu", status=2
        )
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    wanted = [*PACKAGES, *([] if header.exists() else [f"python{sysconfig.get_python_version()}-dev"])]
    missing = [package for package in wanted if not _is_installed(package)]
    if missing and os.geteuid() != 0:
        hint = f"as root: apt-get install {' '.join(missing)}"
        raise Failed("needs-root", f"{len(missing)} Debian packages are missing", hint, status=2)
    return missing


def _is_installed(package: str) -> bool:
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True)
    return asked.stdout == "installed"


def _unpack(tarball: Path, tree: Path, log: Path) -> Path:
    unpack = ["tar", "-xf", str(tarball.resolve()), "--strip-components=1", "--no-same-owner"]
    _step(f"unpacking {tarball.name}", unpack, tree, log)
    return tree


def _version_of(tree: Path) -> str:
    """As in version.mak. Raises Failed for what is no pjproject, or one too old."""
    versions = tree / "version.mak"
    numbers = dict(
        re.findall(r"PJ_VERSION_(MAJOR|MINOR|REV) *:?= *(\d+)", versions.read_text() if versions.exists() else "")
    )
    found = tuple(int(numbers[part]) for part in ("MAJOR", "MINOR", "REV") if part in numbers)
    if found < OLDEST:
        is_it = f"is pjproject {'.'.join(map(str, found))}" if found else "is no pjproject"
        raise Failed("no-source", f"the source {is_it}; {'.'.join(map(str, OLDEST))} is needed", ANOTHER)
    return ".".join(map(str, found))


def _configure(tree: Path, log: Path) -> None:
    site = "".join(f"#define {name} {value}\n" for name, value in SITE.items())
    (tree / "pjlib" / "include" / "pj" / "config_site.h").write_text(site)
    for name, old, new in PATCHES:
        text = (tree / name).read_text() if (tree / name).is_file() else ""
        if old not in text:
            raise Failed("build-failed", f"{name} is not as it was expected", ANOTHER)
        (tree / name).write_text(text.replace(old, new))
    _step("making it fast", ["patch", "--strip=1", "--fuzz=0", "--forward", f"--input={SPEED}"], tree, log)
    _step("configuring", ["./configure", f"CFLAGS={CFLAGS}", f"CXXFLAGS={CFLAGS}", *FLAGS], tree, log)


def _keep(made: Path, built: Path, origin: dict[str, str]) -> None:
    """Into the cache, whole or not at all."""
    extensions, module = list(made.glob("lib*/_pjsua2*.so")), made.parent / "pjsua2.py"
    if len(extensions) != 1 or not module.exists():
        raise Failed("build-failed", "the bindings' build made no extension", f"read {built}.log")
    with _swapped_in(built) as folder:
        shutil.copyfile(extensions[0], folder / extensions[0].name)
        subprocess.run(["strip", "--strip-unneeded", str(folder / extensions[0].name)])  # only makes it smaller
        shutil.copyfile(module, folder / "__init__.py")
        (folder / "built.json").write_text(json.dumps({**origin, "cflags": CFLAGS, "flags": FLAGS, "site": SITE}))


def _install(built: Path) -> None:
    """In the place of the wheel's package; a process that runs keeps the files it has."""
    with _swapped_in(Path(sysconfig.get_paths()["platlib"]) / "pjsua2") as folder:
        shutil.copytree(built, folder, dirs_exist_ok=True)


@contextlib.contextmanager
def _swapped_in(target: Path) -> Iterator[Path]:
    """A folder to fill, which takes the place of `target` when all went well."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as name:
        fresh, old = Path(name) / "fresh", Path(name) / "old"
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)


def _smoke() -> tuple[str, ...]:
    """Version, legs at once, legs allowed. Raises Failed when the build in the environment fails or lacks a part."""
    within = ["timeout", "60", sys.executable, "-P", "-c", SMOKE, *FUNCTIONS]
    tried = subprocess.run(within, capture_output=True, text=True)
    # and not a word more: stdout is ours
    found = re.fullmatch(rf"smoke (\S+) (\d+) ({LEGS}) lacks (\S+)\n", tried.stdout)
    if tried.returncode or found is None:
        what = (tried.stderr.strip().splitlines() or [f"status {tried.returncode}, {len(tried.stdout)} bytes said"])[-1]
        raise Failed("smoke-test-failed", what, f"remove {_cache()} and run it again")
    *made, lacks = found.groups()
    if lacks != "nothing":
        hint = f"read the build's log in {_cache()}, remove that folder and run it again"
        raise Failed("smoke-test-failed", f"the build lacks {lacks.replace(',', ', ')}", hint)
    return tuple(made)


def _step(title: str, command: list[str], cwd: Path, log: Path) -> None:
    """Run one command into the log; say every 15 s how far it is. Raises Failed with the log's place."""
    _say(f"{title} …")
    started, said = time.monotonic(), 0.0
    with log.open("ab") as sink:
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
    try:
        while process.poll() is None:
            time.sleep(0.2)
            if time.monotonic() - started - said >= 15:
                said = time.monotonic() - started
                print(f"  {said:.0f} s, {_last_compiled(log)}", flush=True)
    finally:
        process.kill()  # nothing to do where it has ended
        process.wait()
    if process.returncode:
        print("\n".join(log.read_text(errors="replace").splitlines()[-5:]), file=sys.stderr)
        raise Failed("build-failed", f"{title}: status {process.returncode}", f"the whole log: {log}")
    _say(f"{title}: done after {time.monotonic() - started:.0f} s")


def _last_compiled(log: Path) -> str:
    compiled = re.findall(rb"-c -o (\S+\.o)|-c (\S+\.cpp) ", log.read_bytes())
    return Path(os.fsdecode(b"".join(compiled[-1]))).name if compiled else "no file compiled yet"


def _cache() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "hushtape" / "pjsua2"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _key(source: Path | None) -> str:
    """Changes with what the build is made from, and for."""
    made_from = [
        CFLAGS,
        FLAGS,
        SITE,
        PATCHES,
        _sha256(SPEED),
        *map(_sha256, OURS),
        sysconfig.get_config_var("EXT_SUFFIX"),
        _sha256(source) if source else "debian",
    ]
    digest = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:16]
    return f"{'.'.join(map(str, OLDEST))}-{sysconfig.get_config_var('SOABI')}-{digest}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(what: str) -> None:
    print(f"[pjsua2] {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
