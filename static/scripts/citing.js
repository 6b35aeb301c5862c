// Inserting a figure into a text: the list opens below its form, and what is chosen goes in where the cursor stood.
// Without it the link leads to a page from which it is copied.
const page = document.querySelector("[data-entry]");
const TOKEN = /\{\{[^{}\n]*\}\}/g;

const list = document.createElement("div");
list.className = "figures";
list.setAttribute("role", "group");
const visited = new WeakSet();
let opener = null;

const field = () => opener && document.getElementById(opener.dataset.cites);

async function open(link) {
  opener?.setAttribute("aria-expanded", "false");
  opener = link;
  link.setAttribute("aria-expanded", "true");
  list.setAttribute("aria-label", link.textContent);
  list.replaceChildren();
  link.closest("form").after(list);
  // What cannot be fetched leaves the list empty.
  await window.htmx.ajax("GET", link.getAttribute("href"), { target: list, swap: "innerHTML" }).catch(() => {});
  if (opener !== link) return;
  if (list.childElementCount === 0) list.textContent = link.dataset.wordsNoFigures;
  list.querySelector("input[type='text']")?.focus();
}

function close() {
  opener?.setAttribute("aria-expanded", "false");
  const was = opener;
  opener = null;
  list.remove();
  return was;
}

// A token is never put into another one: where the cursor stands in one, it goes behind that.
function place(text, at) {
  for (const found of text.matchAll(TOKEN)) {
    const end = found.index + found[0].length;
    if (found.index < at && at < end) return end;
  }
  return at;
}

function insert(token) {
  const into = field();
  close();
  if (!into) return;
  // A field in which nobody has set the cursor takes it at its end.
  const cursor = visited.has(into) ? [into.selectionStart, into.selectionEnd] : [into.value.length, into.value.length];
  const [start, end] = cursor.map((at) => place(into.value, at));
  const gap = /[^\s([“‘"']$/.test(into.value.slice(0, start)) ? " " : "";
  into.focus();
  into.setRangeText(gap + token, start, end, "end");
  into.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  // It is whole as it stands, so it is saved now, as a field is that somebody leaves.
  into.dispatchEvent(new Event("change", { bubbles: true }));
}

if (page) {
  for (const link of page.querySelectorAll("[data-cites]")) link.setAttribute("aria-expanded", "false");

  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-cites]");
    const chosen = event.target.closest("[data-token]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      if (opener === link) close();
      else open(link);
    } else if (chosen) {
      insert(chosen.dataset.token);
    } else if (event.target.closest("[data-closes]")) {
      close()?.focus();
    }
  });

  // Tab and scripts only bring the focus: the cursor then stands at the start of the field, where nobody has put it.
  for (const kind of ["pointerdown", "keydown", "input"]) {
    page.addEventListener(kind, (event) => ["Tab", "Shift"].includes(event.key) || visited.add(event.target));
  }

  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()?.focus();
  });
}
