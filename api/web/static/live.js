"use strict";
// Keeps the live box fresh, and asks before a recording is destroyed. Without it the buttons work all the same.
(() => {
  const box = document.getElementById("live");
  if (!box) return;
  const EVERY_MS = 4000;
  let shown = "";

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  const refresh = async () => {
    if (document.hidden || box.contains(document.activeElement)) return;
    const answer = await fetch("/live-calls", { headers: { Accept: "text/html" }, redirect: "manual" });
    if (!answer.ok) return;
    const html = await answer.text();
    if (html !== shown) {
      box.innerHTML = html; // our own template, escaped by the server
      shown = html;
    }
  };
  setInterval(() => refresh().catch(() => {}), EVERY_MS);
})();
