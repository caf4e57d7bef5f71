"use strict";
// Takes the player's place into the form that hides more, and asks before a call is destroyed. Without it the forms work all the same.
(() => {
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  const sound = document.getElementById("sound");
  const places = document.querySelector(".order-places");
  if (!sound || !places) return;
  places.hidden = false;
  for (const button of places.querySelectorAll("button[data-fills]")) {
    button.addEventListener("click", () => {
      button.form.elements[button.dataset.fills].value = sound.currentTime.toFixed(3);
    });
  }
})();
