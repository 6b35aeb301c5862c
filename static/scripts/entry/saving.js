// Saving by itself: htmx sends each form; here it is known what of it is saved, said where it is not, and tried again.
import { content, saved, standing } from "./kept.js";

const AGAIN_EVERY = 10_000;
const GIVES_UP_AFTER = 20_000;

export function saving(page) {
  const words = page.dataset;
  const whole = page.querySelector("#whole-state");
  const told = page.querySelector("#told");
  const forms = () => [...page.querySelectorAll("form[data-saves]")];
  const formOf = (event) => event.target.closest?.("form[data-saves]");
  window.htmx.config.timeout = GIVES_UP_AFTER;

  function show(form, words, isUnsaved = true) {
    form.querySelector(".entry-state").textContent = words;
    form.classList.toggle("is-unsaved", isUnsaved);
  }

  function sum() {
    const unsaved = forms().filter((form) => standing(form) !== "saved");
    const lost = unsaved.some((form) => ["lost", "refused"].includes(standing(form)));
    whole.hidden = unsaved.length === 0 && whole.hidden;
    whole.classList.toggle("is-grave", lost);
    const said = lost ? words.wordsSomeUnsaved : unsaved.length ? words.wordsSaving : words.wordsAllSaved;
    if (whole.textContent !== said) whole.textContent = said;
  }

  function typed(event) {
    const form = formOf(event);
    if (!form) return;
    if (standing(form) === "typed") show(form, isHalfAnswered(form) ? words.wordsWhy : words.wordsTyping, false);
    sum();
  }

  // The token of this moment: a sign-in in another tab has changed it since the page was made.
  function sign(event) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!token || event.detail.verb === "get") return;
    event.detail.headers["X-CSRFToken"] = token;
    delete event.detail.parameters.csrfmiddlewaretoken;
  }

  function before(event) {
    const form = formOf(event);
    if (event.target.matches("[data-filters]")) {
      // The rows that it would replace may hold what is not saved yet.
      if (forms().every((other) => standing(other) === "saved")) return;
      event.preventDefault();
      told.textContent = words.wordsWaiting;
      whole.hidden = false;
      whole.textContent = words.wordsWaiting;
    } else if (form && event.target === form) {
      const isAsked = event.detail.requestConfig.triggeringEvent?.type === "submit";
      const kept = saved(form);
      // Saved already, refused as it stands, or half an answer: nothing is gained by sending it.
      const isRefused = kept.isRefused && kept.sent === content(form);
      if (!isAsked && (kept.content === content(form) || isRefused || isHalfAnswered(form))) {
        return event.preventDefault();
      }
      kept.sent = content(form);
      kept.isSending = true;
      show(form, words.wordsSaving, false);
      sum();
    }
  }

  // "No rating" alone is no answer yet: why there is none comes next.
  const isHalfAnswered = (form) =>
    form.querySelector(".choice-none input:checked") && !form.querySelector(".choice-none select").value;

  function after(event) {
    const form = formOf(event);
    if (!form || event.target !== form) return;
    const kept = saved(form);
    const { status } = event.detail.xhr;
    kept.isSending = false;
    kept.isRefused = status === 409 || status === 422;
    kept.isLost = !kept.isRefused && !(status >= 200 && status < 300);
    if (kept.isLost) {
      const why = words[`wordsLost-${Math.min(status, 500)}`] ?? words.wordsLost;
      show(form, why);
      told.textContent = why;
    } else if (kept.isRefused) {
      show(form, words.wordsRefused);
    } else {
      kept.content = kept.sent;
      form.classList.remove("is-unsaved");
      if (standing(form) === "typed") show(form, words.wordsTyping, false);
    }
    for (const fault of form.querySelectorAll(".entry-fault")) mark(form, fault);
    keepFocus(form);
    sum();
  }

  function mark(form, fault) {
    const control = form.querySelector(`[id="${fault.id.replace(/-fault$/, "")}"]:not([type="radio"])`);
    if (control) control.toggleAttribute("aria-invalid", fault.textContent !== "");
    if (control?.hasAttribute("aria-invalid")) control.setAttribute("aria-invalid", "true");
    if (fault.textContent) fault.closest("details")?.setAttribute("open", "");
  }

  // A button that was pressed and has gone with its answer leaves the focus nowhere.
  function keepFocus(form) {
    if (document.activeElement !== document.body || !saved(form).hadFocus) return;
    form.querySelector("input:checked, input[type='radio'], textarea, input[type='text']")?.focus();
  }

  function again() {
    for (const form of forms()) if (standing(form) === "lost" && !saved(form).isSending) window.htmx.trigger(form, "submit");
  }

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("focusin", (event) => {
    for (const form of forms()) saved(form).hadFocus = form.contains(event.target);
  });
  document.addEventListener("htmx:configRequest", sign);
  document.addEventListener("htmx:beforeRequest", before);
  document.addEventListener("htmx:afterRequest", after);
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  window.setInterval(again, AGAIN_EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (forms().some((form) => standing(form) !== "saved")) event.preventDefault();
  });

  // What a browser kept of an earlier visit, or a person typed before htmx listened to the forms, is not saved. It listens from
  // DOMContentLoaded on, and what hears that at the window hears it after.
  function sendTyped() {
    for (const form of forms()) if (standing(form) === "typed") window.htmx.trigger(form, "submit");
  }
  window.addEventListener("DOMContentLoaded", sendTyped);
  window.addEventListener("pageshow", sendTyped);
}
