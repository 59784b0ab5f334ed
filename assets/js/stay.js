// On sensitive pages a new page takes the place of the old one, so that Back after the exit reaches none of them.
// Forms are sent in place; when the line is lost the answers stay where they were typed.

import { clearBy, focusFirst, isBusy, LOST, say, setBusy, showBy } from "./common.js";
import { goesBack, here, leaveTo, moved, stayed } from "./past.js";

const PATIENCE = 60000;
let pressed = null;

const sensitive = () => document.querySelector("[data-exit]");

function show(html, url) {
  const from = here();
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  if (url) history.replaceState(history.state, "", url);
  moved(from);
  scrollTo(0, 0);
  focusFirst();
}

function body(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  const files = [...data.values()].some((value) => typeof value !== "string");
  return files ? data : new URLSearchParams(data);
}

async function send(form, button, url) {
  clearBy(form);
  setBusy(form, true);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: body(form, button),
      credentials: "same-origin",
      signal: stop.signal,
    });
    // A broken server or proxy must not take the answers away with its error page.
    if (answer.status >= 500) throw new Error("server");
    const html = await answer.text();
    if (form.isConnected) show(html, answer.url);
  } catch {
    stayed();
    showBy(form, LOST);
    setBusy(form, false);
    say(LOST);
  } finally {
    clearTimeout(timer);
  }
}

document.addEventListener("click", (event) => {
  pressed = event.target.closest("button, input[type=submit]");
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (isBusy(form)) return event.preventDefault();
  if (event.defaultPrevented || !sensitive() || form.hasAttribute("data-plain")) return;
  if (!window.fetch || !window.AbortController) return;
  const button = event.submitter || (pressed && pressed.form === form ? pressed : null);
  const url = (button && button.getAttribute("formaction")) || form.getAttribute("action") || location.pathname + location.search;
  event.preventDefault();
  if (goesBack(button)) return;
  if (form.method === "post") return void send(form, button, url);
  leaveTo(`${url.split("?")[0]}?${body(form, button)}`);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || !sensitive()) return;
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  event.preventDefault();
  const hash = link.getAttribute("href").startsWith("#") && document.getElementById(link.hash.slice(1));
  if (!hash) return leaveTo(link.href);
  hash.focus();
  (hash.closest(".govuk-form-group") || hash).scrollIntoView();
});

// A page taken from the memory of the browser is not the page that was left.
addEventListener("pageshow", (event) => event.persisted && location.reload());
