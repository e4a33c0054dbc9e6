import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { entries } from "./workspace.mjs"

// The command line in a few files instead of some hundreds: to find and read each costs more than all they say. Part of
// `npm run build`, and run before the tests, so that the command is never older than the sources. Most packages from npm stay outside.

const root = fileURLToPath(new URL("..", import.meta.url))

/** As deep below the package as the folders of its `src`, so that what is found from a module's place is found from here. */
const folder = join(root, "packages/diapason/dist/command")

/** Bundles the sources. What a running command has yet to load is replaced only where it has changed, and removed last. */
export async function bundle() {
  const { outputFiles } = await build({
    entryPoints: {
      main: join(root, "packages/diapason/src/cli/main.ts"),
      explainer: join(root, "packages/diapason/src/report/explainer.ts"),
    },
    alias: Object.fromEntries(entries(root).map(({ specifier, source }) => [specifier, root + source])),
    external: Object.keys(dependencies()).filter((name) => !taken.includes(name)),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.12",
    banner: { js: required },
    sourcemap: true,
    outdir: folder,
    write: false,
    logLevel: "warning",
  })
  mkdirSync(folder, { recursive: true })
  for (const { path, contents } of outputFiles) if (!holds(path, contents)) writeFileSync(path, contents)
  const kept = new Set(outputFiles.map(({ path }) => path))
  for (const name of readdirSync(folder)) if (!kept.has(join(folder, name))) rmSync(join(folder, name))
  copyPython(join(root, "clients/python"), join(folder, "../python"))
}

/** AutoML's side in Python, and the client with its builders of networks, laid out as in the wheel. @param {string} from @param {string} to */
function copyPython(from, to) {
  const filter = (/** @type {string} */ path) => !path.includes("__pycache__")
  cpSync(join(from, "diapason_automl"), join(to, "diapason_automl"), { recursive: true, filter })
  for (const part of ["diapason_callbacks", "diapason_networks", "diapason_client"])
    cpSync(join(from, part), join(to, "diapason"), { recursive: true, filter })
  cpSync(join(from, "diapason.py"), join(to, "diapason/__init__.py"))
}

/** Packages from npm that are taken inside: hundreds of files of which a figure needs a part, and what nearly every verb reads. */
const taken = ["echarts", "commander", "picocolors", "string-width", "yaml", "zod"]

/** CommonJS inside of modules of our own asks for what belongs to Node by its `require`. */
const required = 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url)'

/** Every package from npm that a package of ours depends on. @returns {Record<string, string>} */
function dependencies() {
  const ours = [...new Set(entries(root).map(({ room }) => JSON.parse(readFileSync(join(root, "packages", room, "package.json"), "utf8"))))]
  const all = Object.assign({}, ...ours.flatMap(({ dependencies, optionalDependencies }) => [dependencies, optionalDependencies]))
  return Object.fromEntries(Object.entries(all).filter(([name]) => !ours.some((one) => one.name === name)))
}

/** @param {string} path @param {Uint8Array} contents */
function holds(path, contents) {
  try {
    return readFileSync(path).equals(contents)
  } catch {
    return false
  }
}

/** What vitest calls before the tests. */
export const setup = bundle

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle()
