import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { build } from "esbuild"
import { entries } from "./workspace.mjs"

// The web page: sources of the dashboard with those of core, views and algorithms that it runs, as a few files with a hash in their name.
// Part of `npm run build`, and run before the tests. Nothing in it is fetched from elsewhere.

const root = fileURLToPath(new URL("..", import.meta.url))
const source = join(root, "packages/dashboard/src")
const folder = join(root, "packages/dashboard/dist/site")

/** The same for the chart library: its lists name everything that it has. */
const smallCharts = {
  name: "small-charts",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^echarts\/(renderers|core)$/ }, ({ path, importer }) => ({
      path: path === "echarts/core" ? "core" : /svg/.test(basename(importer)) ? "SVG" : "Canvas",
      namespace: "echarts",
    }))
    onLoad({ filter: /./, namespace: "echarts" }, ({ path }) => ({
      contents:
        path === "core"
          ? `export { init } from "./lib/core/echarts.js"; export { use } from "./lib/extension.js"`
          : `export { install as ${path}Renderer } from "./lib/renderer/install${path}Renderer.js"`,
      resolveDir: join(root, "node_modules/echarts"),
    }))
  },
}

/**
 * By specifier of a room: in which file each of its names is made.
 * @type {ReadonlyMap<string, Readonly<Record<string, { readonly path: string, readonly name: string }>>>}
 */
const homes = new Map(
  entries(root).map(({ specifier, source: file }) => {
    const lists = readFileSync(root + file, "utf8").matchAll(/export (?!type)\{([^}]*)\} from "([^"]+)"/g)
    const names = [...lists].flatMap(([, list = "", from = ""]) =>
      list
        .split(",")
        .map((name) => [
          name.trim().split(" as ").at(-1) ?? "",
          { path: resolve(root, dirname(file), from), name: name.trim().split(" as ")[0] ?? "" },
        ]),
    )
    return [specifier, Object.fromEntries(names)]
  }),
)

/**
 * Names are fetched from the files that make them, not through the lists of their rooms: the bundler takes a list with all that stands in it,
 * and so what only the last page needs would come with the first.
 */
const straight = {
  name: "straight",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /packages\/\w+\/src\/.*\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(/(import|export) \{([^}]*)\} from "(@diapason\/[^"]+)"/g, straightened),
      loader: path.endsWith("x") ? "tsx" : "ts",
    }))
  },
}

/** Words of errors that no page can give: those of engines, object stores, workers, trackers, files of other programs and what a server works out. They would come with the first visit. */
export const withoutForeignWords = {
  name: "without-foreign-words",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /errors\/faults\/(analysis|engine|exchange|kubernetes|objects|ray|slurm|tracker|worker)\.ts$/ }, ({ path }) => ({
      contents: [...readFileSync(path, "utf8").matchAll(/^export const (\w+)/gm)].map(([, name]) => `export const ${name} = {}`).join("\n"),
      loader: "ts",
    }))
  },
}

/** @type {(whole: string, verb: string, list: string, specifier: string) => string} */
function straightened(whole, verb, list, specifier) {
  const names = list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
  const known = homes.get(specifier) ?? {}
  if (!names.every((name) => known[name.split(" as ")[0] ?? ""] !== undefined)) return whole
  return names
    .map((name) => {
      const [wanted = "", own = wanted] = name.split(" as ")
      const home = known[wanted]
      return `${verb} { ${home?.name} as ${own} } from ${JSON.stringify(home?.path)}`
    })
    .join(";")
}

/**
 * What the bundler makes of some entries.
 * @param {import("esbuild").BuildOptions} options
 */
const bundled = async (options) => {
  const { outputFiles = [], metafile = { outputs: {} } } = await build({
    alias: Object.fromEntries(entries(root).map(({ specifier, source: file }) => [specifier, root + file])),
    plugins: [withoutForeignWords, straight, smallCharts],
    bundle: true,
    platform: "browser",
    target: "es2023",
    jsx: "automatic",
    minify: true,
    metafile: true,
    write: false,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: join(folder, "assets"),
    absWorkingDir: root,
    logLevel: "warning",
    ...options,
  })
  return { outputFiles, metafile }
}

/** Builds the page into `packages/dashboard/dist/site`. */
export async function site() {
  const [events, model] = await Promise.all(
    [{ events: "live/events-worker.ts" }, { model: "space/model/model-worker.ts" }].map((entry) =>
      bundled({ entryPoints: Object.fromEntries(Object.entries(entry).map(([name, file]) => [name, join(source, file)])), format: "iife" }),
    ),
  )
  /** @param {typeof events} made */
  const nameOf = (made) => basename(made?.outputFiles[0]?.path ?? "")
  const { metafile, outputFiles } = await bundled({
    entryPoints: { main: join(source, "main.tsx") },
    splitting: true,
    format: "esm",
    define: {
      "process.env.NODE_ENV": '"production"',
      eventsWorker: JSON.stringify(nameOf(events)),
      modelWorker: JSON.stringify(nameOf(model)),
    },
  })
  const files = [...outputFiles, ...(events?.outputFiles ?? []), ...(model?.outputFiles ?? [])]
  mkdirSync(join(folder, "assets"), { recursive: true })
  const wanted = new Set(files.flatMap(({ path }) => [path, `${path}.br`, `${path}.gz`]))
  for (const name of readdirSync(join(folder, "assets"))) {
    const path = join(folder, "assets", name)
    if (!wanted.has(path)) rmSync(path)
  }
  for (const { path, contents } of files) if (!existsSync(`${path}.gz`)) writeSmall(path, contents)
  const names = Object.keys(metafile.outputs).map((path) => basename(path))
  /** @param {RegExp} pattern */
  const named = (pattern) => names.find((name) => pattern.test(name)) ?? ""
  const document = readFileSync(join(source, "index.html"), "utf8")
    .replace("%SCRIPT%", named(/^main-.*\.js$/))
    .replace("%STYLE%", named(/^main-.*\.css$/))
  writeFileSync(join(folder, "index.html"), document)
}

/** A file with its two compressed forms, which the server sends as they are. Its name has a hash, so it is made once. */
function writeSmall(/** @type {string} */ path, /** @type {Uint8Array} */ contents) {
  writeFileSync(path, contents)
  writeFileSync(`${path}.br`, brotliCompressSync(contents))
  writeFileSync(`${path}.gz`, gzipSync(contents, { level: 9 }))
}

/** What vitest calls before the tests. */
export const setup = site

if (process.argv[1] === fileURLToPath(import.meta.url)) await site()
