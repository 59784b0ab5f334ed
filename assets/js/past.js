// The browser's own Back inside the form: each question has an entry of its own, all of one page, and going back
// presses "Kembali". On the way out all of them are walked back first, so that Back after the exit reaches none.

const PATIENCE = 400;
const depth = () => (history.state && history.state.depth) || 0;
const question = (page) => (page.querySelector("[data-step]") || page.body).getAttribute("data-step");

let leaving = false;
let popped = false;

/** Which question stands here; ask before a page is shown, and tell `moved` after it. */
export const here = () => question(document);

/** A new question is shown: one entry more, unless Back brought us. */
export function moved(from) {
  const to = here();
  // Back that did not lead back (something is missing) has taken an entry away.
  if (to && from && (to === from) === popped) history.pushState({ depth: depth() + 1 }, "");
  popped = false;
}

/** The page could not be fetched: Back has taken an entry away, and gives it again. */
export function stayed() {
  if (popped) history.pushState({ depth: depth() + 1 }, "");
  popped = false;
}

/** Another page instead of all our entries. */
export function leaveTo(url) {
  if (!depth()) return location.replace(url);
  leaving = true;
  addEventListener("popstate", () => location.replace(url), { once: true });
  history.go(-depth());
  // Nobody waits for a browser that does not answer.
  setTimeout(() => location.replace(url), PATIENCE);
}

/** "Kembali" takes an entry away; true when Back does it, and the form is to wait for that. */
export function goesBack(button) {
  if (!button || !button.hasAttribute("data-back") || popped || !depth()) return false;
  history.back();
  return true;
}

addEventListener("popstate", () => {
  if (leaving) return;
  const back = document.querySelector("[data-back]");
  if (!back) return;
  popped = true;
  back.click();
});

// Loaded anew, the form begins anew.
if (depth()) history.go(-depth());
