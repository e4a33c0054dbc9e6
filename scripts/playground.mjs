import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { forPages } from "./page-library.mjs"

// The playground: one HTML file with everything inside, its racers' threads too, so that it opens from a server and from a folder, without a
// network. `node scripts/playground.mjs [FOLDER]` writes it where the docs site takes static files from.

const root = fileURLToPath(new URL("..", import.meta.url))
const source = join(root, "packages/playground/src")

/** The text of the file. */
export async function playground() {
  const [racer, style] = await Promise.all([bundled("race/racer-worker.ts"), bundled("page/page.css")])
  const script = await bundled("page/main.ts", { racerProgram: JSON.stringify(racer) })
  const document = readFileSync(join(source, "page/index.html"), "utf8")
  return document.replace("%STYLE%", () => withDark(style)).replace("%SCRIPT%", () => script.replaceAll("</script", "<\\/script"))
}

/** The dark theme, once more for those whose system asks for it and who chose none. @param {string} style */
function withDark(style) {
  const dark = /:root\[data-theme="?dark"?\]\{([^}]*)\}/.exec(style)?.[1] ?? ""
  return `${style}@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}`
}

/** @param {string} entry @param {Record<string, string>} [define] */
async function bundled(entry, define = {}) {
  const { outputFiles = [] } = await build({
    ...forPages,
    entryPoints: [join(source, entry)],
    outfile: "playground",
    format: "iife",
    define,
  })
  return outputFiles[0]?.text ?? ""
}

/** @param {string} folder */
export async function writePlayground(folder) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "index.html"), await playground())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writePlayground(process.argv[2] ?? join(root, "docs/public/playground"))
