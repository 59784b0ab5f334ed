import "htmx.org";
import { isBusy, LOST, say, setBusy, showBy } from "./common.js";

const RETRY = 8000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (isBusy(form)) return event.preventDefault();
  if (form.method !== "post" || event.defaultPrevented) return;
  setBusy(form, true);
  // A line that is lost leaves the page standing; the button must work again.
  setTimeout(() => setBusy(form, false), RETRY);
});

addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => setBusy(form, false)));

// A page with many of them shows them only where they work; without this the text is selected by a tap.
document.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return print();
  const source = document.querySelector(button.getAttribute("data-copy"));
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    say("Disalin.");
    button.textContent = "Disalin ✓";
  } catch {
    getSelection().selectAllChildren(source);
    say("Teks sudah dipilih; salin dengan papan ketik.");
  }
});

// On a phone the places to go stand in a row that is pushed aside: begin it where one is.
const here = document.querySelector(".nav [aria-current]");
if (here) {
  const row = here.closest("ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// One-key shortcuts can be switched off (WCAG 2.1.4): they disturb those who speak to their computer.
const SWITCH = "tuntas-keys";
const keysOff = () => localStorage.getItem(SWITCH) === "off";
const text = document.querySelector("[data-keys-text]");
const showKeys = () => {
  if (!text) return;
  text.hidden = false;
  text.querySelector("button").textContent = keysOff() ? "Nyalakan" : "Matikan";
};
showKeys();
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-switch]")) return;
  localStorage.setItem(SWITCH, keysOff() ? "on" : "off");
  showKeys();
});

const typing = (node) => node.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (keysOff() || typing(event.target)) return;
  const wanted = event.key === "/" ? "[data-search]" : `[data-key="${CSS.escape(event.key.toLowerCase())}"]`;
  const found = document.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  if (event.key === "/") found.focus();
  else found.click();
});

/** A fragment that did not come says so where it was asked for. */
function failed(event, text) {
  const form = event.detail.elt.closest("form");
  if (form) {
    setBusy(form, false);
    showBy(form, text);
  }
  say(text);
}

document.addEventListener("htmx:sendError", (event) => failed(event, LOST));
document.addEventListener("htmx:timeout", (event) => failed(event, LOST));
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const reason = page.querySelector("main p");
  failed(event, reason ? reason.textContent.trim() : LOST);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) setBusy(form, false);
});
