// Arrow keys and Enter move from cell to cell; left and right only at the ends of the text. Escape puts back what was saved.
const inputAt = (row, column) => row?.cells[column]?.querySelector("input.cell");

export function neighbour(cell, down, across) {
  const td = cell.closest("td");
  let { row, column } = { row: td.parentElement, column: td.cellIndex };
  for (;;) {
    if (down) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    column += across;
    if (!row || !row.cells[column]) return null;
    const found = inputAt(row, column);
    if (found) return found;
  }
}

export function moving(grid, saves) {
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("input.cell");
    if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      saves.putBack(cell);
      cell.select();
    } else if (event.key === "F2") {
      event.preventDefault();
      cell.setSelectionRange(cell.value.length, cell.value.length);
    } else {
      const to = direction(event, cell);
      if (!to) return;
      event.preventDefault();
      const next = neighbour(cell, ...to);
      if (next) arrive(next);
      else saves.commit(cell);
    }
  });
}

export function arrive(cell) {
  cell.focus();
  cell.select();
}

// How many rows down and columns across a key leads, or nothing where it keeps its own meaning.
function direction(event, cell) {
  if (event.key === "Enter") return event.shiftKey ? [-1, 0] : [1, 0];
  if (event.shiftKey) return null;
  if (event.key === "ArrowDown") return [1, 0];
  if (event.key === "ArrowUp") return [-1, 0];
  const { selectionStart: start, selectionEnd: end } = cell;
  const isWhole = start === 0 && end === cell.value.length;
  if (event.key === "ArrowLeft" && (isWhole || (start === end && start === 0))) return [0, -1];
  if (event.key === "ArrowRight" && (isWhole || (start === end && end === cell.value.length))) return [0, 1];
  return null;
}
