"""The learnt second opinion: which of a caller's words are likely an objection, whatever words those are.

It stands beside the rules (`redact/callers_wish.py` weighs both). It reads only what may be an objection as far as
single words tell (`context.py`).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from calls.call import Channel
from calls.errors import StepFailed
from calls.transcript import Turn
from redact.objection_model.classifier import ObjectionClassifier
from redact.objection_model.context import is_plausible, words_before
from redact.said_together import said_together

HERE = Path(__file__).parent


class SecondOpinion:
    """Loading takes a twentieth of a second."""

    def __init__(self, folder: Path = HERE, *, classifier: ObjectionClassifier | None = None) -> None:
        """`classifier`: another than the committed one, to measure it. Raises ModelMissing when the model is not
        there or is another than it should be."""
        self._classifier = classifier or ObjectionClassifier(folder)

    def chances(self, turns: Sequence[Turn]) -> tuple[float, ...]:
        """For each turn how likely what is said in it, and next to it by the same party, objects to being recorded:
        between 0 and 1. 0 for the agent's turns. Time grows with the words.

        Raises StepFailed when the model fails; its message never quotes the conversation.
        """
        runs = list(said_together(turns))
        words = [" ".join(turn.text for turn in run) for run in runs]
        pairs = [(words_before(words, index), words[index]) for index in range(len(runs))]
        read = [
            index
            for index, run in enumerate(runs)
            if run[0].channel is not Channel.AGENT and is_plausible(*pairs[index])
        ]
        try:
            answers = dict(zip(read, self._classifier.chances([pairs[index] for index in read]), strict=True))
        except Exception as error:  # noqa: BLE001 (whatever a vendor raises may quote the text: only its type leaves)
            raise StepFailed(f"the objection model failed on {len(turns)} turns ({type(error).__name__})") from None
        return tuple(answers.get(index, 0.0) for index, run in enumerate(runs) for _ in run)


@cache
def second_opinion() -> SecondOpinion:
    """The committed one, loaded once. Raises ModelMissing."""
    return SecondOpinion()
