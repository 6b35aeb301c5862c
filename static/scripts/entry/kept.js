// What is known of a form: its content when it was last saved, and what came of the latest attempt.
const known = new WeakMap();
const NOT_TYPED = ["csrfmiddlewaretoken"];

// What a person can change in a form, as one text.
export function content(form) {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_TYPED.includes(name) && !name.endsWith("-based_on"));
  return new URLSearchParams(fields).toString();
}

// A form is first known by what the server wrote into it, whatever a browser has filled in since.
export function saved(form) {
  if (!known.has(form)) {
    const asWritten = form.cloneNode(true);
    asWritten.reset();
    known.set(form, { content: content(asWritten), sent: null, isSending: false, isRefused: false, isLost: false, hadFocus: false });
  }
  return known.get(form);
}

// saved, sending, typed (not sent yet), refused (by a rule or another's version) or lost (on the way).
export function standing(form) {
  const kept = saved(form);
  if (content(form) === kept.content && !kept.isSending && !kept.isLost && !kept.isRefused) return "saved";
  if (kept.isLost) return "lost";
  if (kept.isRefused) return "refused";
  return kept.isSending && content(form) === kept.sent ? "sending" : "typed";
}
