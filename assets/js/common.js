// What both bundles share. Everything listens on the document, so that swapped content needs no second start.

export const LOST = "Belum terkirim. Jawaban Anda masih ada di halaman ini; coba kirim lagi.";

/** Says something to a screen reader without moving it. */
export function say(text) {
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
}

/** Brings the person to what needs them: what is wrong, else the new heading. */
export function focusFirst() {
  const there = document.querySelector("[data-focus]") || document.querySelector("main h1") || document.querySelector("main");
  if (!there) return;
  if (!there.hasAttribute("tabindex")) there.setAttribute("tabindex", "-1");
  there.focus();
}

/** A sentence beside the button that was pressed: where the eyes are. */
export function showBy(form, text) {
  clearBy(form);
  const box = document.createElement("div");
  box.className = "notice notice--late";
  box.setAttribute("role", "alert");
  box.setAttribute("data-said", "");
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  const buttons = form.querySelector(".buttons") || form.querySelector("[type=submit]");
  if (buttons) buttons.before(box);
  else form.append(box);
}

export function clearBy(form) {
  form.querySelectorAll("[data-said]").forEach((old) => old.remove());
}

/** Marks a form as on its way; a second press meanwhile does nothing. */
export function setBusy(form, busy) {
  if (busy) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
  say(busy ? "Sedang mengirim." : "");
}

export const isBusy = (form) => form.getAttribute("aria-busy") === "true";

if (document.querySelector("[data-focus]")) focusFirst();

// A refused button stays in reach of the keyboard and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
});
