import { mkdirSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { withoutForeignWords } from "./site.mjs"
import { entries } from "./workspace.mjs"

// The library for browsers as one ES module, `import { optimize } from "./diapason.min.js"`: no bundler, no Node, nothing fetched.

const root = fileURLToPath(new URL("..", import.meta.url))

/**
 * What bundling for a page needs to know, whatever the entry: our names lead to sources, and nothing else can be found.
 * @type {import("esbuild").BuildOptions}
 */
export const forPages = {
  alias: Object.fromEntries(entries(root).map(({ specifier, source }) => [specifier, root + source])),
  absWorkingDir: root,
  plugins: [withoutForeignWords],
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  write: false,
  metafile: true,
  logLevel: "silent",
}

/**
 * The module, the files that it was made of, relative to the root, and what it still imports from elsewhere.
 * @returns {Promise<{ readonly text: string, readonly files: readonly string[], readonly imports: readonly string[] }>}
 */
export async function pageLibrary() {
  const { outputFiles = [], metafile } = await build({
    ...forPages,
    entryPoints: ["packages/diapason/src/browser/index.ts"],
    outfile: "diapason.min.js",
    format: "esm",
  })
  const imports = Object.values(metafile?.outputs ?? {}).flatMap(({ imports }) => imports.map(({ path }) => path))
  return { text: outputFiles[0]?.text ?? "", files: Object.keys(metafile?.inputs ?? {}), imports }
}

/** Writes the module beside the compiled files of `diapason/browser`. */
export async function setup() {
  const folder = `${root}packages/diapason/dist/browser`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/diapason.min.js`, (await pageLibrary()).text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup()
