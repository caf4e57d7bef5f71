"""Examples for training: hand-written wordings in hand-written surroundings, worn as recognisers wear them.

Of `benchmarks/redaction` only what its README.md calls read is taken, by name of the split; `test` never, so that it
measures.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from redact.name_model.training.made_calls import made_calls
from redact.objection_model.context import words_before

TALK = Path(__file__).parent / "talk"
BENCHMARKS = Path(__file__).parents[3] / "benchmarks/redaction"
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_AGENT = "agent: "
_LONG = 30
"""Words: what is longer is no further drawn out, or its end would not be read."""
_AFTER_A_QUESTION = ("asked", "mind", "offer", "told", "yesitis", "other")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a caller says, and the kind of thing said before it: a list of contexts.txt, or None for any."""

    words: str
    objects: bool
    after: str | None = None
    before: str | None = None
    """The very words before it, where they are known."""


@dataclass(frozen=True, slots=True)
class Example:
    before: str
    own: str
    objects: bool


def own_wordings() -> list[Wording]:
    """Every line of the files in objections/ and look_alikes/."""
    return [
        _wording(line, objects=objects)
        for name, objects in (("objections", True), ("look_alikes", False))
        for file in sorted((TALK / name).glob("*.txt"))
        for line in _lines(file)
    ]


def split_wordings(split: str) -> list[Wording]:
    """The spoken objections of a split that is read: each with the words of the agent before it."""
    wordings: list[Wording] = []
    for line in (BENCHMARKS / split / "spoken_objections.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["doubtful"]:
            continue
        runs = _runs(entry["turns"])
        spoken = [at for at, (channel, _) in enumerate(runs) if channel != "agent"]
        for at in spoken if not entry["objects"] else spoken[-1:]:
            wordings.append(Wording(runs[at][1], entry["objects"], before=words_before([said for _, said in runs], at)))
    return wordings


def _runs(turns: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Who spoke, and what, until another did."""
    return [
        (channel, " ".join(turn["text"] for turn in together))
        for channel, together in groupby(turns, key=lambda turn: turn["channel"])
    ]


def call_wordings(split: str) -> list[Wording]:
    """What callers say in the ordinary calls and look-alikes of a split that is read, in which nobody objects."""
    wordings: list[Wording] = []
    for name in ("dialogues.jsonl", "lookalikes.jsonl"):
        file = BENCHMARKS / split / name
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            runs = _runs(json.loads(line)["turns"])
            said = [words for _, words in runs]
            wordings += [
                Wording(words, objects=False, before=words_before(said, at))
                for at, (channel, words) in enumerate(runs)
                if channel != "agent"
            ]
    return wordings


def ordinary_wordings(seed: int, count: int) -> list[Wording]:
    """Callers' turns of made-up calls in which nobody speaks of recording."""
    wordings: list[Wording] = []
    for call in made_calls(seed, list(_EVERYDAY)):
        said = [(turn.is_agent, " ".join(turn.words)) for turn in call]
        for (was_agent, before), (is_agent, own) in zip([(True, ""), *said], said, strict=False):
            if not is_agent:
                wordings.append(Wording(own, objects=False, before=before if was_agent else ""))
        if len(wordings) >= count:
            return wordings[:count]
    return wordings


def examples(wordings: Sequence[Wording], rng: random.Random) -> Iterator[Example]:
    """Each wording once, in surroundings of its own."""
    return (_example(wording, rng) for wording in wordings)


def _example(wording: Wording, rng: random.Random) -> Example:
    own, before = _chosen(wording.words, rng), wording.before
    if before is None:
        before = _before(wording.after, rng)
    can_begin = wording.after is None and len(own.split()) <= _LONG
    if wording.before is None or rng.random() < 0.3:
        own = _in_talk(own, rng, can_begin=can_begin and not wording.before)
    style = rng.choice(("clean", "clean", "lower", "lower", "worn"))
    return Example(_styled(before, style, rng), _styled(own, style, rng), wording.objects)


def _before(after: str | None, rng: random.Random) -> str:
    if after == "yesitis":
        return f"{rng.choice(_IS_IT)} {rng.choice(_YES_IT_IS)}"
    if after is None:
        draw = rng.random()
        if draw < 0.35:
            return ""
        after = "greeting" if draw < 0.65 else "told" if draw < 0.85 else "other"
    return _chosen(rng.choice(_contexts()[after]), rng)


def _in_talk(own: str, rng: random.Random, *, can_begin: bool) -> str:
    """With up to three sentences before it, behind it, or neither: the same ones whether the caller objects or not."""
    n_before = rng.choice((0, 0, 0, 1, 1, 2, 3)) if can_begin else 0
    n_behind = rng.choice((0, 0, 0, 0, 1, 1, 2))
    before = [_chosen(words, rng) for words in rng.sample(_BEGINNINGS, n_before)]
    behind = [_chosen(words, rng) for words in rng.sample(_ENDINGS, n_behind)]
    return " ".join((*before, own, *behind))


def _styled(text: str, style: str, rng: random.Random) -> str:
    if style == "clean":
        return text
    if style == "worn":
        words = text.split()
        if len(words) > 2:
            words.insert(rng.randrange(len(words)), rng.choice(("um", "uh", "like", "you know", "er", "well")))
        text = " ".join(words)
        for meant, heard in _WORN:
            if rng.random() < 0.3:
                text = re.sub(rf"\b{meant}\b", rng.choice(heard), text)
    low = re.sub(r"[,.?!;:]+(?=\s|$)", "", text.lower())
    return low.replace("'", "") if rng.random() < 0.5 else low


def _chosen(text: str, rng: random.Random) -> str:
    return _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)


def _wording(line: str, *, objects: bool) -> Wording:
    """Of "agent: asked / answered", "asked> answered" (what kind of thing was said before) or plain words."""
    if line.startswith(_AGENT):
        before, _, words = line.removeprefix(_AGENT).partition(" / ")
        return Wording(words, objects, before=before)
    after, mark, words = line.partition("> ")
    return Wording(words, objects, after) if mark and after in _AFTER_A_QUESTION else Wording(line, objects)


@cache
def _contexts() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for line in _lines(TALK / "contexts.txt"):
        if line.startswith("== "):
            lists[line[3:]] = []
        else:
            list(lists.values())[-1].append(line)
    return lists


def _lines(file: Path) -> list[str]:
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


_EVERYDAY = "apple river window candle garden silver morning orange button castle winter rocket".split()
_IS_IT = (
    "Is this being recorded?", "Are you recording this?", "are you taping me", "Is this call recorded by any chance?",
    "Hang on, is someone recording this?", "do you record these calls", "Am I being recorded right now?",
)  # fmt: skip
_YES_IT_IS = ("Yes, it is.", "Yes, we record all calls.", "It is, yes.", "Yes sir, it's recorded.", "yes all calls are")
_BEGINNINGS = (
    "(Hi|Hello|Good morning|Hey there).", "Hi, (um|yeah|so), before we (start|go on),", "(Okay|Right|So),", "Sorry,",
    "Listen,", "(Yeah hi|Hi there), I'm calling about (my bill|the router|an order|my account|the meter).",
    "I've been waiting for (ages|an hour|twenty minutes).", "Just one thing,", "Look,", "(Oh|Ah), and",
    "My internet's been down since (Monday|yesterday).", "Thanks for picking up.", "Can I say something first?",
    "I got a letter from you.", "It's about my (mother's|husband's|daughter's) account.",
)  # fmt: skip
_ENDINGS = (
    "(Thanks|Thank you|Cheers|Please).", "I'm calling about (my bill|the router|an order|my account|the meter).",
    "Anyway, it's about the (invoice|delivery|phone|appointment).", "Can you help me?", "(Okay|All right)?",
    "So, my (account number is|order is|name is) …", "I hope that's clear.", "You know?", "I don't have much time.",
    "My washing machine (leaks|doesn't spin|is broken).", "I need to change my (address|plan|tariff).",
    "When will the engineer come?", "It's the third time I'm calling.",
)  # fmt: skip
_WORN = (
    ("recording", ("wreck ording", "recoding", "re cording", "according", "recordin", "the cording", "record in")),
    ("recorded", ("recoded", "wreck corded", "re corded", "record it", "regarded", "recorder", "according")),
    ("record", ("wreck ord", "reckord", "re cord", "wreck cord", "recall")),
    ("taped", ("tapped", "tape")), ("tape", ("tap", "tapes")), ("don't", ("don", "do", "dont")),
    ("consent", ("concent", "content", "can sent")), ("object", ("abject", "objective")),
    ("off", ("of",)), ("want", ("won't", "wand")), ("rather", ("rader", "rather rather")), ("to", ("too",)),
    ("call", ("cold", "car")), ("please", ("pleas",)), ("stop", ("stopped", "top")), ("agree", ("a green",)),
)  # fmt: skip
