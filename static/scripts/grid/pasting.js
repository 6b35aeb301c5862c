// A block copied from a spreadsheet fills the table from the cell that has the focus. One figure is left to the browser.
import { arrive } from "./moving.js";

export function pasting(grid, saves) {
  grid.addEventListener("paste", (event) => {
    const cell = event.target.closest("input.cell");
    const block = cell && rowsOf(event.clipboardData?.getData("text/plain") ?? "");
    if (!block || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const { filled, outside } = fill(cell, block);
    arrive(cell);
    const words = [grid.dataset.wordsPasted.replace("%(count)d", filled.length)];
    if (outside) words.push(grid.dataset.wordsOutside.replace("%(count)d", outside));
    saves.commitAll(filled, words.join(" "));
  });
}

// Lines of cells between tabs; a cell in quotation marks may hold both, and its own marks twice.
export function rowsOf(text) {
  const rows = [[]];
  const parts = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g);
  for (const [, quoted, bare, end] of parts) {
    rows[rows.length - 1].push((quoted?.replaceAll('""', '"') ?? bare).replace(/\s+/g, " ").trim());
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

const isFigure = (text) => text !== "" && !/\p{L}/u.test(text);

// The block falls on the table as it is seen. A heading or a column of references takes up a line of the block that holds no
// figure, as it would in the sheet that was copied; else it is stepped over.
function fill(cell, block) {
  const td = cell.closest("td");
  const width = Math.max(...block.map((line) => line.length));
  const columns = spread(
    [...td.parentElement.cells].slice(td.cellIndex).map((each) => ({ at: each.cellIndex, isOpen: !each.classList.contains("is-reference") })),
    Array.from({ length: width }, (_, number) => block.map((line) => line[number] ?? "")),
  );
  const rows = spread(followers(td.parentElement).map((row) => ({ at: row, isOpen: row.querySelector("input.cell") !== null })), block);
  const filled = [];
  let outside = 0;
  block.forEach((line, down) => {
    line.forEach((text, across) => {
      const input = rows[down] && columns[across] !== undefined && rows[down].cells[columns[across]].querySelector("input.cell");
      if (input) {
        input.value = text;
        filled.push(input);
      } else if (isFigure(text)) outside += 1;
    });
  });
  return { filled, outside };
}

function followers(row) {
  const found = [];
  for (let each = row; each; each = each.nextElementSibling) found.push(each);
  return found;
}

// Which place each line goes to; undefined beyond the last.
function spread(places, lines) {
  let next = 0;
  return lines.map((line) => {
    while (places[next] && !places[next].isOpen && line.some(isFigure)) next += 1;
    return places[next++]?.at;
  });
}
