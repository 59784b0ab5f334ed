// The way out. It replaces what is ours in the history.

import { leaveTo } from "./past.js";

const SHIFTS = 3;
const WINDOW = 5000;
let taps = 0;
let timer = 0;

export function leave(url) {
  // Blank first: the next page may take long on a slow line.
  document.title = " ";
  document.body.textContent = "";
  leaveTo(url);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-exit]");
  if (!link) return;
  event.preventDefault();
  leave(link.getAttribute("data-exit"));
});

document.addEventListener("keydown", (event) => {
  const link = document.querySelector("[data-exit]");
  if (!link || event.repeat) return;
  clearTimeout(timer);
  // Any other key means that somebody is typing.
  taps = event.key === "Shift" ? taps + 1 : 0;
  const live = document.querySelector("[data-exit-live]");
  if (taps >= SHIFTS) return leave(link.getAttribute("data-exit"));
  if (live) live.textContent = taps ? `Tekan Shift ${SHIFTS - taps} kali lagi untuk keluar.` : "";
  if (taps) timer = setTimeout(() => ((taps = 0), live && (live.textContent = "")), WINDOW);
});
