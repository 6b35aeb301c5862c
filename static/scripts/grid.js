// The page on which a statement is filled in; loaded as a module. Without it the whole table is one form with a button that saves.
import { cellsOf } from "./grid/cells.js";
import { moving } from "./grid/moving.js";
import { pasting } from "./grid/pasting.js";
import { saving } from "./grid/saving.js";

const grid = document.querySelector("[data-grid]");
if (grid) {
  grid.classList.add("is-scripted");
  const cells = cellsOf(grid);
  const saves = saving(grid, cells);
  moving(grid, saves);
  pasting(grid, saves);
}
