"""A recorder in which garbage is collected at any moment: whatever pjsua2 needs and nobody holds dies at once.

pjproject #3856: a Python call that is collected late hangs up another, live call that has got its id.
"""

import gc
import random
import sys

from recorder.run_recorder import Recorder
from tests.recorder import recorder_process

_CHANCE = 0.02
"""Of a full collection after one turn of the main loop, of which there are a hundred a second and more."""


def main() -> int:
    dice, turn = random.Random(3856), Recorder.run_once
    gc.set_threshold(100, 2, 2)  # and of young objects wherever a hundred have been made

    def turn_and_collect(recorder: Recorder) -> None:
        turn(recorder)
        if dice.random() < _CHANCE:
            gc.collect()

    Recorder.run_once = turn_and_collect  # type: ignore[method-assign]
    return recorder_process.main()


if __name__ == "__main__":
    sys.exit(main())
