// Builds static/build, the only folder of static/ that a browser or the PDF ever reads. Run by `npm run build`.
//
//   styles/site.css   styles/site.scss, for browsers          scripts/   static/scripts and govuk-frontend's own
//   styles/print.css  styles/print.scss, a report for         fonts/     the faces that pages and PDF use
//   styles/pack.css   WeasyPrint, and pack.scss, a pack
//                                                             images/    static/images, when there is one
import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const packages = path.join(here, "..", "node_modules");
const built = path.join(here, "build");

const FAMILIES = { "source-sans-3": "Source Sans 3", "source-serif-4": "Source Serif 4" };
const FACES = ["400-normal", "400-italic", "600-normal", "700-normal"];
// GOV.UK's typeface, crown and crest belong to GOV.UK; its footer component is the usual way in.
const BRANDED = /GDS Transport|url\([^)]*(crest|crown|\/assets\/)[^)]*\)/i;

function fontFace(family, face, file, range) {
  const [weight, style] = face.split("-");
  return (
    `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
    `src:url("../fonts/${file}")${range && `;unicode-range:${range}`}}`
  );
}

// For browsers: `latin` serves English, `latin-ext` is fetched when a page holds a Welsh ŵ or a name from elsewhere.
async function fontsForBrowsers() {
  const rules = [];
  for (const [name, family] of Object.entries(FAMILIES)) {
    const folder = path.join(packages, "@fontsource", name);
    const ranges = JSON.parse(await readFile(path.join(folder, "unicode.json"), "utf8"));
    await cp(path.join(folder, "LICENSE"), path.join(built, "fonts", `${name}-LICENSE.txt`));
    for (const subset of ["latin", "latin-ext"]) {
      for (const face of FACES) {
        const file = `${name}-${subset}-${face}.woff2`;
        await cp(path.join(folder, "files", file), path.join(built, "fonts", file));
        rules.push(fontFace(family, face, file, ranges[subset]));
      }
    }
  }
  return rules.join("\n");
}

// For the PDF: one file a face, which join_fonts.py makes and says why.
function fontsForPrint() {
  const all = Object.entries(FAMILIES).flatMap(([name, family]) => FACES.map((face) => ({ name, family, face })));
  const wanted = all.map(({ name, face }) => `${name} ${face}`);
  execFileSync("python", [path.join(here, "join_fonts.py"), packages, path.join(built, "fonts"), ...wanted]);
  return all.map(({ name, family, face }) => fontFace(family, face, `${name}-${face}.ttf`, "")).join("\n");
}

async function style(name, fonts) {
  const { css } = sass.compile(path.join(here, "styles", `${name}.scss`), {
    loadPaths: [packages],
    style: "compressed",
    charset: false, // the server says it, and WeasyPrint takes UTF-8 for granted
    quietDeps: true,
  });
  const branded = css.match(BRANDED);
  if (branded) {
    throw new Error(`${name}.scss brings in "${branded[0]}": GOV.UK's typeface and marks are not ours to use.`);
  }
  await writeFile(
    path.join(built, "styles", `${name}.css`),
    `${fonts}\n${css}\n`,
  );
}

// The fonts stay, since join_fonts.py knows which of them still hold.
for (const folder of ["styles", "scripts", "images"]) await rm(path.join(built, folder), { recursive: true, force: true });
for (const folder of ["styles", "scripts", "fonts"]) await mkdir(path.join(built, folder), { recursive: true });
try {
  await style("site", await fontsForBrowsers());
  const forPrint = fontsForPrint();
  await style("print", forPrint);
  await style("pack", forPrint);
} catch (fault) {
  console.error(fault.message);
  process.exit(1);
}
await cp(path.join(here, "scripts"), path.join(built, "scripts"), { recursive: true });
if (existsSync(path.join(here, "images"))) {
  await cp(path.join(here, "images"), path.join(built, "images"), { recursive: true });
}
const govuk = await readFile(path.join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"), "utf8");
// Its source map is not handed out, so the line that points to it goes.
await writeFile(path.join(built, "scripts", "govuk-frontend.min.js"), govuk.replace(/\/\/# sourceMappingURL=.*$/m, ""));
