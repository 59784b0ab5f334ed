// Writes the two committed bundles. `node build.mjs`; the same sources give the same bytes.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "tuntas", "core", "static");
// Cheap phones run old browsers; what they cannot parse would leave them on the path without scripts.
const target = ["es2018", "chrome64", "firefox67", "safari12"];

// The whole text is in assets/LICENCE-govuk-frontend.txt.
const LICENCE = "/*! with parts of govuk-frontend, MIT */";

for (const name of ["public", "staff"]) {
  const { css } = sass.compile(join(here, "scss", `${name}.scss`), {
    loadPaths: [join(here, "node_modules", "govuk-frontend", "dist")],
    quietDeps: true,
    style: "compressed",
  });
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome64", "firefox67", "safari12"] });
  writeFileSync(join(out, `${name}.css`), LICENCE + small.code);
  await esbuild.build({
    entryPoints: [join(here, "js", `${name}.js`)],
    outfile: join(out, `${name}.js`),
    bundle: true,
    format: "iife",
    legalComments: "none",
    minify: true,
    target,
  });
}
