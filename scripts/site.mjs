import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { entries } from "./workspace.mjs"

// The web page: sources of the dashboard with those of core, views and algorithms that it runs, as a few files with a hash in their name.
// Part of `npm run build`, and run before the tests. Nothing in it is fetched from elsewhere.

const root = fileURLToPath(new URL("..", import.meta.url))
const source = join(root, "packages/dashboard/src")
const folder = join(root, "packages/dashboard/dist/site")

/** Builds the page into `packages/dashboard/dist/site`. */
export async function site() {
  const { metafile, outputFiles } = await build({
    entryPoints: { main: join(source, "main.tsx") },
    alias: Object.fromEntries(entries(root).map(({ specifier, source: file }) => [specifier, root + file])),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    jsx: "automatic",
    minify: true,
    metafile: true,
    write: false,
    define: { "process.env.NODE_ENV": '"production"' },
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: join(folder, "assets"),
    absWorkingDir: root,
    logLevel: "warning",
  })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, "assets"), { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(path, contents)
  const names = Object.keys(metafile.outputs).map((path) => basename(path))
  /** @param {RegExp} pattern */
  const named = (pattern) => names.find((name) => pattern.test(name)) ?? ""
  const document = readFileSync(join(source, "index.html"), "utf8")
    .replace("%SCRIPT%", named(/^main-.*\.js$/))
    .replace("%STYLE%", named(/^main-.*\.css$/))
  writeFileSync(join(folder, "index.html"), document)
}

/** What vitest calls before the tests. */
export const setup = site

if (process.argv[1] === fileURLToPath(import.meta.url)) await site()
