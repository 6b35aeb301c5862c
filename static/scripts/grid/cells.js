// What is known of a cell: what stands in it (its defaultValue), and what came of the latest attempt to save it.
const known = new WeakMap();

export const cellsOf = (grid) => [...grid.querySelectorAll("input.cell")];
export const cellAt = (name) => document.getElementById(`cell-${name}`);

// `sent` is the text of the latest attempt, `asked` the button that was pressed for it; `alike` is what was typed and stands, as
// long as the field has not been given the form in which the server writes it.
export function kept(cell) {
  if (!known.has(cell)) known.set(cell, { sent: null, alike: null, asked: null, isSending: false, isRefused: false, isLost: false });
  return known.get(cell);
}

// A text that was refused stands in the field of a page that came with it: what stands in the cell is told beside it.
export function begin(cell) {
  if (cell.dataset.stands === undefined) return;
  const typed = cell.value;
  cell.defaultValue = cell.dataset.stands;
  cell.value = typed;
  Object.assign(kept(cell), { sent: typed, isRefused: true });
}

// saved, sending, typed (not sent yet), refused (unreadable, or somebody was quicker) or lost (on the way).
export function standing(cell) {
  const held = kept(cell);
  if (held.isSending && cell.value === held.sent) return "sending";
  if (held.isLost) return "lost";
  if (held.isRefused) return cell.value === held.sent ? "refused" : "typed";
  return cell.value === cell.defaultValue || cell.value === held.alike ? "saved" : "typed";
}

// The cell as the server has drawn it; the field itself stays, whatever is typed in it meanwhile.
export function draw(cell, fresh) {
  const [td, other] = [cell.closest("td"), fresh.closest("td")];
  const isLeft = td.contains(document.activeElement) && document.activeElement !== cell;
  td.className = other.className;
  for (const name of ["placeholder", "aria-describedby", "aria-invalid"]) {
    if (fresh.hasAttribute(name)) cell.setAttribute(name, fresh.getAttribute(name));
    else cell.removeAttribute(name);
  }
  for (const each of [...td.children]) if (each !== cell) each.remove();
  for (const each of [...other.children]) if (each !== fresh) td.append(document.adoptNode(each));
  if (isLeft) cell.focus();
}

// The moment that a cell is based on, where that is older than the page's.
export const momentOf = (cell) => cell.closest("td").querySelector("input[name^='at:']");

// Somebody else has saved this cell while it is being typed in: it goes on being based on what was seen.
export function hold(cell, moment) {
  if (momentOf(cell)) return;
  const held = Object.assign(document.createElement("input"), { type: "hidden", name: `at:${cell.name}`, value: moment });
  cell.closest("td").append(held);
}
