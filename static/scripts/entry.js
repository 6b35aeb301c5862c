// The pages on which a quarter is kept; loaded as a module. Without it each form has a button that saves.
import { choosing } from "./entry/choosing.js";
import { pasting } from "./entry/pasting.js";
import { saving } from "./entry/saving.js";

const page = document.querySelector("[data-entry]");
if (page) {
  page.classList.add("is-scripted");
  saving(page);
  choosing(page);
  pasting(page);
}
