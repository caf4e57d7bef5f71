"use strict";
// Keeps the progress of calls in work fresh, and loads the call when its work is over. Without it a page tells what was
// so when it was loaded.
(() => {
  const EVERY_MS = 2000;
  const OVER = 204;

  const refresh = async (place) => {
    if (document.hidden) return true;
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "text/html" }, redirect: "manual" });
    if (answer.status === OVER) {
      if (place.dataset.over) place.textContent = place.dataset.over;
      else window.location.reload();
      return false;
    }
    if (answer.status >= 500) return true; // the server may be back before the work ends
    if (!answer.ok) return false;
    place.innerHTML = await answer.text(); // our own template, escaped by the server
    return true;
  };

  const keepFresh = (place) => {
    setTimeout(async () => {
      const goesOn = await refresh(place).catch(() => true); // nor need the network be gone for good
      if (goesOn) keepFresh(place);
    }, EVERY_MS);
  };

  document.querySelectorAll("[data-progress]").forEach(keepFresh);
})();
