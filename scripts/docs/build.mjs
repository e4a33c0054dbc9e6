import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build } from "vitepress"
import { writeApi } from "./api.mjs"
import { writePlayground } from "../playground.mjs"
import { strangersIn } from "./strangers.mjs"
import { sidebarOf } from "./pages.mjs"
import { layOut } from "./stage.mjs"

// `npm run docs`: the site in docs/.site, from docs/, from the tables in the sources and from their doc comments. Needs a built house and
// no network. Served by any file server; it stands at the root of its address, or at DIAPASON_DOCS_BASE.

const root = fileURLToPath(new URL("../..", import.meta.url))
const site = join(root, "docs/.site")

/** Builds the site. @returns {Promise<string>} its folder */
export async function buildSite() {
  const stage = join(root, ".cache/docs")
  await layOut(root, stage)
  await writePlayground(join(stage, "public/playground"))
  await writeApi(root, join(stage, "api"))
  mkdirSync(join(stage, ".vitepress"), { recursive: true })
  cpSync(join(root, "scripts/docs/vitepress.config.mjs"), join(stage, ".vitepress/config.mjs"))
  cpSync(join(root, "scripts/docs/theme"), join(stage, ".vitepress/theme"), { recursive: true })
  writeFileSync(join(stage, ".vitepress/sidebar.json"), JSON.stringify(sidebarOf(stage)))
  await build(stage)
  const strangers = strangersIn(site)
  if (strangers.length > 0) throw new Error(`the site loads from elsewhere:\n${strangers.join("\n")}`)
  return site
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const begun = Date.now()
  const folder = await buildSite()
  console.log(`the site is in ${folder}, after ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}
