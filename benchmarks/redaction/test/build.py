"""Turn the hand-written sources (src/*.txt) into dialogues.jsonl, lookalikes.jsonl
and spoken_objections.jsonl, and check them.

Dialogue block:      == <style> <locale>     style: c clean, a recogniser-worn, l lower case
                     A: agent's words        C: caller's words
                     {P:Dana Reyes}          a gold span; the short names are in KINDS
Objection block:     = y | n | y? | n?       objects or not; ? = doubtful
Lines beginning with # are comments. Nothing here is generated: only offsets and ids are.

python3 build.py                     # this folder
python3 build.py ../second_test      # another split with the same format
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
SRC = HERE / "src"
KINDS = {
    "P": "PERSON", "AD": "ADDRESS", "PH": "PHONE", "E": "EMAIL",
    "CC": "CARD_NUMBER", "CX": "CARD_EXPIRY", "CV": "CARD_CVV",
    "SSN": "SSN", "ITIN": "ITIN", "BA": "BANK_ACCOUNT", "IB": "IBAN",
    "IM": "IMEI", "DS": "DEVICE_SERIAL", "IP": "IP_ADDRESS",
    "DOB": "DATE_OF_BIRTH", "ID": "ID_DOCUMENT", "CU": "CUSTOMER_ID",
    "CR": "CREDENTIAL", "O": "ORDER_NUMBER",
}  # fmt: skip
CHANNEL = {"A": "agent", "C": "caller"}
STYLES = {"c": "clean", "a": "recogniser", "l": "lower"}
SPAN = re.compile(r"\{([A-Z]+):([^{}]*)\}")
NOT_NAMES = {
    "for", "and", "the", "double", "with", "alpha", "bravo", "charlie", "delta", "echo", "golf",
    "hotel", "india", "mike", "oscar", "papa", "sierra", "tango", "victor", "apple", "again",
    "then", "not", "van", "der", "den", "one", "two", "letter", "like",
}  # fmt: skip
# words that are a name in one turn and rightly not one in another of the same call
REVIEWED = {
    ("d03.txt", "may"), ("d08.txt", "strand"), ("d08.txt", "clinic"), ("d10.txt", "kjær"),
    ("d13_pension_charity.txt", "pryce"),
    *(("d18_word_names.txt", word) for word in (
        "may", "will", "mark", "summer", "bill", "stone", "rusty", "dawn", "rose", "frank", "baker", "sunday", "monday",
        "cash",
    )),
}  # fmt: skip
errors: list[str] = []
warnings: list[str] = []


def blocks(pattern: str, head: str):
    """Yield (where, header words, [(channel, raw text)]) in file order."""
    for path in sorted(SRC.glob(pattern)):
        current = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = line.rstrip()
            where = f"{path.name}:{number}"
            if not line or line.startswith("#"):
                continue
            if line.startswith(head):
                if current:
                    yield current
                current = (where, line[len(head) :].split(), [])
            elif re.match(r"[AC]: \S", line) and current:
                current[2].append((CHANNEL[line[0]], line[3:].strip()))
            else:
                errors.append(f"{where}: cannot read {line!r}")
        if current:
            yield current


def plain(where: str, turn: int, raw: str):
    """The text without markup, and its gold spans."""
    text, gold, last = "", [], 0
    for match in SPAN.finditer(raw):
        text += raw[last : match.start()]
        value, alias = match.group(2), match.group(1)
        if alias not in KINDS:
            errors.append(f"{where}: turn {turn}: unknown kind {alias}")
        if not value or value != value.strip() or value[-1] in ",;:?" or (value[-1] == "!" and alias != "CR"):
            errors.append(f"{where}: turn {turn}: bad edges of {value!r}")
        gold.append({"turn": turn, "start": len(text), "end": len(text) + len(value),
                     "kind": KINDS.get(alias, "?")})  # fmt: skip
        text += value
        last = match.end()
    text += raw[last:]
    if "{" in text or "}" in text:
        errors.append(f"{where}: turn {turn}: stray brace in {raw!r}")
    for span in gold:
        if not text[span["start"] : span["end"]].strip():
            errors.append(f"{where}: turn {turn}: empty span")
        before, after = text[: span["start"]][-1:], text[span["end"] :][:1]
        if before.isalnum() or after.isalnum():
            errors.append(f"{where}: turn {turn}: span cuts a word: {raw!r}")
    return text, gold


def forgotten(where: str, turns: list[dict], gold: list[dict]) -> None:
    """Warn where a value marked once stands unmarked elsewhere in the same call."""
    needles = set()
    for span in gold:
        value = turns[span["turn"]]["text"][span["start"] : span["end"]].lower()
        if span["kind"] == "PERSON":
            needles |= {w for w in re.findall(r"[^\W\d_]{3,}", value) if w not in NOT_NAMES}
        elif len(value) > 3:
            needles.add(value)
    for index, turn in enumerate(turns):
        text = list(turn["text"].lower())
        for span in gold:
            if span["turn"] == index:
                text[span["start"] : span["end"]] = "\0" * (span["end"] - span["start"])
        for needle in needles:
            if (where.split(":")[0], needle) in REVIEWED:
                continue
            if re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", "".join(text)):
                warnings.append(f"{where}: turn {index}: {needle!r} unmarked in {turn['text']!r}")


def is_ordinary(where: str) -> bool:
    """Whether a file's first line says that its calls are wholly ordinary: nothing in them is made to look personal."""
    with (SRC / where.split(":")[0]).open(encoding="utf-8") as source:
        return re.match(r"# (wholly )?ordinary", source.readline()) is not None


def dialogues(pattern: str, prefix: str, only: set[str] | None):
    out, seen = [], {}
    for where, head, raw_turns in blocks(pattern, "== "):
        if len(head) != 2 or head[0] not in STYLES or head[1] not in ("us", "gb"):
            errors.append(f"{where}: bad header {head}")
            continue
        turns, gold = [], []
        for index, (channel, raw) in enumerate(raw_turns):
            text, spans = plain(where, index, raw)
            turns.append({"channel": channel, "text": text})
            gold += spans
            if head[0] == "l" and not re.fullmatch(r"[a-z0-9' ]+", text):
                errors.append(f"{where}: turn {index}: not lower and bare: {text!r}")
        if not turns:
            errors.append(f"{where}: no turns")
        for span in gold:
            if only is not None and span["kind"] not in only:
                errors.append(f"{where}: {span['kind']} is not allowed here")
        forgotten(where, turns, gold)
        whole = " ".join(t["text"] for t in turns)
        if whole in seen:
            errors.append(f"{where}: same words as {seen[whole]}")
        seen[whole] = where
        ordinary = {"ordinary": True} if is_ordinary(where) else {}
        out.append({"id": f"{prefix}{len(out) + 1:03d}", "style": STYLES[head[0]], **ordinary,
                    "locale": head[1], "turns": turns, "gold": gold})  # fmt: skip
    return out


def objections():
    out, seen = [], {}
    for where, head, raw_turns in blocks("o*.txt", "= "):
        if head not in (["y"], ["n"], ["y?"], ["n?"]):
            errors.append(f"{where}: bad header {head}")
            continue
        turns = [{"channel": c, "text": t} for c, t in raw_turns]
        if not 1 <= len(turns) <= 4:
            errors.append(f"{where}: {len(turns)} turns")
        whole = " ".join(t["text"].lower() for t in turns)
        if whole in seen:
            errors.append(f"{where}: same words as {seen[whole]}")
        seen[whole] = where
        out.append({"id": f"o{len(out) + 1:03d}", "turns": turns,
                    "objects": head[0][0] == "y", "doubtful": head[0].endswith("?")})  # fmt: skip
    return out


def write(name: str, rows: list[dict]) -> None:
    with (HERE / name).open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> int:
    rows = dialogues("d*.txt", "d", None)
    looks = dialogues("l*.txt", "k", {"ORDER_NUMBER"})
    objecting = objections()
    for message in warnings + errors:
        print(message, file=sys.stderr)
    if errors:
        return 1
    write("dialogues.jsonl", rows)
    write("lookalikes.jsonl", looks)
    write("spoken_objections.jsonl", objecting)
    kinds = Counter(g["kind"] for r in rows for g in r["gold"])
    calls = Counter(k for r in rows for k in {g["kind"] for g in r["gold"]})
    by_style = Counter((r["style"], g["kind"]) for r in rows for g in r["gold"])
    lengths = sorted(len(r["turns"]) for r in rows)
    print(
        f"dialogues {len(rows)}, turns {sum(lengths)} "
        f"({lengths[0] if lengths else 0} to {lengths[-1] if lengths else 0} each), "
        f"spans {sum(kinds.values())}"
    )
    print("  by style", dict(Counter(r["style"] for r in rows)), "by locale", dict(Counter(r["locale"] for r in rows)))
    print(f"  {'kind':<16}{'spans':>6}{'calls':>6}{'clean':>7}{'recog.':>7}{'lower':>7}")
    for kind in KINDS.values():
        print(
            f"  {kind:<16}{kinds[kind]:>6}{calls[kind]:>6}"
            f"{by_style['clean', kind]:>7}{by_style['recogniser', kind]:>7}"
            f"{by_style['lower', kind]:>7}"
        )
    print(
        f"lookalikes {len(looks)}, turns {sum(len(r['turns']) for r in looks)}, "
        f"ORDER_NUMBER {sum(len(r['gold']) for r in looks)}, "
        f"by style {dict(Counter(r['style'] for r in looks))}"
    )
    both = Counter((r["objects"], r["doubtful"]) for r in objecting)
    print(
        f"objections {len(objecting)}: objects {both[True, False]} + {both[True, True]} doubtful, "
        f"does not {both[False, False]} + {both[False, True]} doubtful"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
