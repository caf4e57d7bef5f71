"use strict";
// Plays from a turn or from a place on the timeline, and shows which turn is being heard. Without it the page still reads and plays.
(() => {
  const sound = document.getElementById("sound");
  const timeline = document.getElementById("timeline");
  if (!sound) return;
  const turns = [...document.querySelectorAll(".turn[data-start-ms]")];
  const durationMs = timeline ? Number(timeline.dataset.durationMs) : 0;
  const playhead = document.getElementById("playhead");

  const playFrom = (ms) => {
    const go = () => {
      sound.currentTime = ms / 1000;
      sound.play().catch(() => {});
    };
    if (sound.readyState >= HTMLMediaElement.HAVE_METADATA) return go();
    sound.addEventListener("loadedmetadata", go, { once: true });
    sound.load();
  };

  for (const turn of turns) {
    turn.addEventListener("click", (event) => {
      if (event.target.closest("a")) return;
      const chosen = window.getSelection();
      if (chosen && !chosen.isCollapsed && !event.target.closest("button")) return;
      playFrom(Number(turn.dataset.startMs));
    });
  }

  if (timeline && durationMs > 0) {
    timeline.addEventListener("click", (event) => {
      const box = timeline.getBoundingClientRect();
      playFrom(((event.clientX - box.left) / box.width) * durationMs);
    });
  }

  sound.addEventListener("timeupdate", () => {
    const ms = sound.currentTime * 1000;
    if (playhead && durationMs > 0) playhead.setAttribute("x", String((ms / durationMs) * 1000));
    for (const turn of turns) {
      const heard = ms >= Number(turn.dataset.startMs) && ms < Number(turn.dataset.endMs);
      turn.classList.toggle("playing", heard);
    }
  });
})();
