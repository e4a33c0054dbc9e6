import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Application } from "typedoc"

/**
 * Writes the pages of the library, made of its doc comments, into a folder.
 * @param {string} root
 * @param {string} out
 */
export async function writeApi(root, out) {
  const house = join(root, "packages/diapason")
  const entries = { index: "src/index.ts", trial: "src/trial/index.ts", browser: "src/browser/index.ts" }
  // Some of these are the plugin's.
  const options = /** @type {Partial<import("typedoc").TypeDocOptions>} */ ({
    entryPoints: Object.values(entries)
      .map((file) => join(house, file))
      .filter(existsSync),
    tsconfig: join(house, "tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    excludeInternal: true,
    skipErrorChecking: true,
    logLevel: "Error",
    entryFileName: "index",
    router: "module",
    groupOrder: ["Functions", "*"],
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    name: "The library",
    validation: false,
  })
  const app = await Application.bootstrapWithPlugins(options)
  const project = await app.convert()
  if (project === undefined) throw new Error("the doc comments of packages/diapason cannot be read")
  rmSync(out, { recursive: true, force: true })
  await app.outputs.writeOutput({ name: "markdown", path: out }, project)
  rmSync(join(out, "index.md"))
  for (const [module, { page, title }] of Object.entries(titles)) {
    const file = join(out, `${module}.md`)
    if (!existsSync(file)) continue
    const text = readFileSync(file, "utf8")
      .replace(/^# .*$/m, `# ${title}`)
      .replaceAll("(index-1.md", "(library.md")
      .replace(/(?:`"D\d{3}"` \\\| )+`"D\d{3}"`/g, "[a code](/reference/errors)")
    rmSync(file)
    writeFileSync(join(out, `${page}.md`), text)
  }
}

/** What the pages are called, by the names that TypeDoc gives to the modules. */
const titles = {
  "index-1": { page: "library", title: "The library: `diapason`" },
  trial: { page: "trial", title: "Inside a trial: `diapason/trial`" },
  browser: { page: "browser", title: "In the browser: `diapason/browser`" },
}
