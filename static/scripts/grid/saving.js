// Cells are saved when they are left, one request at a time; the answer brings the cells that have changed, each as the server draws it.
import { begin, cellAt, draw, hold, kept, momentOf, standing } from "./cells.js";

const AGAIN_EVERY = 10_000;
const GIVES_UP_AFTER = 20_000;

export function saving(grid, cells) {
  const words = grid.dataset;
  const form = grid.querySelector("form");
  const seen = form.querySelector("#seen");
  const told = form.querySelector("#grid-told");
  const whole = form.querySelector("#whole-state");
  const waiting = new Set();
  let isSending = false;
  let before = "";

  function tell(said) {
    told.textContent = [before, said].filter((each) => each).join(" ");
    before = "";
  }

  // What is typed and not sent yet waits its turn; what stands already takes the form in which it is kept.
  function commit(cell) {
    if (standing(cell) === "typed") waiting.add(cell);
    else if (standing(cell) === "saved") cell.value = cell.defaultValue;
    send();
  }

  function commitAll(filled, said) {
    for (const cell of filled) if (standing(cell) === "typed") waiting.add(cell);
    if (waiting.size) before = said;
    else tell(said);
    send();
  }

  // What was refused, or changed by somebody else meanwhile, is fetched as it stands.
  function putBack(cell) {
    cell.value = cell.defaultValue;
    waiting.delete(cell);
    if (kept(cell).isRefused || kept(cell).isLost || momentOf(cell)) ask(cell, "take", cell.name);
    sum();
  }

  function ask(cell, name, value) {
    kept(cell).asked = { name, value };
    waiting.add(cell);
    send();
  }

  async function send() {
    sum();
    if (isSending || waiting.size === 0) return;
    isSending = true;
    const asked = [...waiting].find((cell) => kept(cell).asked);
    const going = asked ? [asked] : [...waiting];
    const body = new URLSearchParams({ seen: seen.value });
    for (const cell of going) {
      waiting.delete(cell);
      write(cell, body);
      Object.assign(kept(cell), { sent: cell.value, asked: null, isSending: true, isLost: false });
    }
    sum();
    const { status, html } = await post(body);
    isSending = false;
    for (const cell of going) kept(cell).isSending = false;
    if ([200, 409, 422].includes(status)) take(new DOMParser().parseFromString(html, "text/html"), going);
    else lose(going, status);
    send();
  }

  function write(cell, body) {
    const { asked } = kept(cell);
    if (asked) body.append(asked.name, asked.value);
    if (asked?.name === "take") return;
    body.append(cell.name, cell.value);
    const moment = momentOf(cell);
    if (moment) body.append(moment.name, moment.value);
  }

  async function post(body) {
    // The token of this moment: a sign-in in another tab has changed it since the page was made.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
    // Asked as htmx asks, so that one who is signed out is told so in the page.
    const headers = { "HX-Request": "true", "X-CSRFToken": token };
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(GIVES_UP_AFTER) });
      return { status: answer.status, html: await answer.text() };
    } catch {
      return { status: 0, html: "" };
    }
  }

  function take(answer, going) {
    const drawn = new Set();
    for (const fresh of answer.querySelectorAll("input.cell")) {
      const cell = document.getElementById(fresh.id);
      if (cell) merge(cell, fresh, going.includes(cell));
      drawn.add(cell);
    }
    for (const cell of going) if (!drawn.has(cell)) lack(cell);
    seen.value = answer.getElementById("seen").value;
    for (const part of answer.querySelectorAll("[data-part]")) {
      if (part.dataset.part === "told") tell(part.textContent);
      else document.getElementById(`grid-${part.dataset.part}`).replaceChildren(...part.childNodes);
    }
  }

  function merge(cell, fresh, wasSent) {
    const held = kept(cell);
    const typed = cell.value;
    const isWhole = cell.selectionStart === 0 && cell.selectionEnd === typed.length;
    const isTypedIn = cell === document.activeElement && !isWhole;
    if (!wasSent && standing(cell) !== "saved") return hold(cell, seen.value);
    draw(cell, fresh);
    cell.defaultValue = fresh.dataset.stands ?? fresh.defaultValue;
    held.isRefused = fresh.dataset.stands !== undefined;
    held.alike = null;
    if (held.isRefused || (wasSent && typed !== held.sent)) cell.value = typed;
    else if (wasSent && isTypedIn) held.alike = cell.value = typed;
    else {
      cell.value = cell.defaultValue;
      if (cell === document.activeElement) cell.select();
    }
  }

  // A row or column was retired while its cell was typed in.
  function lack(cell) {
    const said = Object.assign(document.createElement("p"), { className: "cell-mark is-refused", textContent: words.wordsGone });
    kept(cell).isRefused = true;
    cell.closest("td").classList.add("is-refused");
    cell.closest("td").append(said);
  }

  function lose(going, status) {
    for (const cell of going) kept(cell).isLost = true;
    tell(words[`wordsLost-${Math.min(status, 500)}`] ?? words.wordsLost);
  }

  function again() {
    for (const cell of cells) if (kept(cell).isLost) waiting.add(cell);
    send();
  }

  function sum() {
    const states = new Set(cells.map(standing));
    states.delete("saved");
    const isGrave = states.has("lost") || states.has("refused");
    whole.hidden = states.size === 0 && whole.hidden;
    grid.classList.toggle("is-unsaved", isGrave);
    const said = isGrave ? words.wordsSomeUnsaved : states.has("sending") ? words.wordsSaving : states.size ? words.wordsTyping : words.wordsAllSaved;
    if (whole.textContent !== said) whole.textContent = said;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    const cell = name && cellAt(value.split("@")[0]);
    if (cell) {
      if (name === "take") cell.value = cell.defaultValue;
      ask(cell, name, value);
    } else {
      for (const each of cells) if (!["saved", "sending"].includes(standing(each))) waiting.add(each);
      send();
    }
  });
  form.addEventListener("input", sum);
  form.addEventListener("focusout", (event) => event.target.matches("input.cell") && commit(event.target));
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) again();
    else if (document.activeElement.matches("input.cell")) commit(document.activeElement);
  });
  window.setInterval(again, AGAIN_EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (cells.some((cell) => standing(cell) !== "saved")) event.preventDefault();
  });

  cells.forEach(begin);
  // What a browser kept of an earlier visit is typed, and not saved.
  cells.forEach((cell) => standing(cell) === "typed" && waiting.add(cell));
  send();
  return { commit, commitAll, putBack };
}
