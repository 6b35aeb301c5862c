// Starts the components of the page; loaded as a module.
import { initAll } from "./govuk-frontend.min.js";

initAll();
