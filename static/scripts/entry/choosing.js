// Ratings by their keys, only while a rating of the group has the focus: its letter, = for no change, Enter to go on.
// From any other field of a row Ctrl+Enter saves and goes on, and so does Enter where it would begin no new line.
import { content, saved } from "./kept.js";

const GROUP = "[data-ratings]";

export function choosing(page) {
  page.addEventListener("keydown", (event) => {
    const group = event.target.closest(GROUP);
    if (event.key === "Enter" && goesOn(event)) {
      event.preventDefault();
      goOn(page, event.target.closest("form"));
      return;
    }
    if (!group || event.target.matches("select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      goOn(page, group.closest("form"));
    } else {
      const radio = event.key === "=" ? radioOf(group, group.dataset.same) : byKey(group, event.key);
      if (!radio) return;
      event.preventDefault();
      choose(radio);
    }
  });

  page.addEventListener("click", (event) => {
    const same = event.target.closest("[data-no-change]");
    const takes = event.target.closest("[data-takes]");
    const group = same?.closest(GROUP) ?? takes?.closest("form").querySelector(GROUP);
    const radio = group && radioOf(group, same ? group.dataset.same : takes.dataset.takes);
    if (radio) choose(radio);
    if (event.target.closest("#missing a")) event.target.closest("details").open = false;
  });

  // Why there is none, chosen first, says that there is none; a rating that is chosen takes that back.
  page.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-saves]");
    if (event.target.type === "radio" && event.target.value !== "-") form.querySelector(".choice-none select").value = "";
    if (event.target.matches("[data-paste]") && event.target.value) untick(form);
  }, true);

  // Their version is taken: the row is drawn anew, and whoever took it goes on there.
  page.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.requestConfig?.elt?.matches("[data-takes-theirs]")) {
      const row = document.getElementById(event.detail.requestConfig.elt.getAttribute("hx-target").slice(1));
      row?.querySelector("input:checked, input[type='radio'], textarea, input[type='text']")?.focus();
    }
  });
}

const radioOf = (group, code) => code && group.querySelector(`input[type="radio"][value="${CSS.escape(code)}"]`);

const byKey = (group, key) =>
  key.length === 1 && group.querySelector(`input[aria-keyshortcuts="${CSS.escape(key.toLowerCase())}"]`);

function choose(radio) {
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

const goesOn = (event) =>
  event.target.closest("form[data-saves]") &&
  (event.ctrlKey || event.metaKey || event.target.matches("input.is-typed")) &&
  !event.target.matches("button, summary, a");

// An explicit save, and on to the next row: to the rating that is chosen there, or else to its first field.
function goOn(page, form) {
  if (content(form) !== saved(form).content && content(form) !== saved(form).sent) window.htmx.trigger(form, "submit");
  const firsts = [...page.querySelectorAll("form[data-saves]")].map(firstOf);
  firsts[firsts.indexOf(firstOf(form)) + 1]?.focus();
}

const firstOf = (form) =>
  form.querySelector(`${GROUP} input:checked`) ?? form.querySelector(`${GROUP} input[type="radio"], .is-typed`);

function untick(form) {
  const none = form.querySelector(".entry-none input");
  if (none) none.checked = false;
}
