import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { entries } from "../../scripts/workspace.mjs"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** The rooms that must live in a browser page: they know no host. */
export const pageRooms = ["math", "core", "views", "algorithms"]

/** A program as one ES module for the browser, and the files it was made of, relative to the root. */
export interface Bundle {
  readonly text: string
  readonly files: readonly string[]
  /** What the module still imports from elsewhere. */
  readonly imports: readonly string[]
}

/**
 * Bundles a program with the sources of math, core and algorithms, for the browser. Nothing is external and no other package can be
 * found, so an import of Node's modules, of a higher room or of somebody else's package rejects. `program` is TypeScript as if it
 * lay in `folder`, a path relative to the root.
 */
export async function bundle(program: string, folder: string): Promise<Bundle> {
  const alias = Object.fromEntries(
    entries(root)
      .filter(({ room }) => pageRooms.includes(room))
      .map(({ specifier, source }) => [specifier, root + source]),
  )
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, sourcefile: "program.ts", resolveDir: root + folder, loader: "ts" },
    absWorkingDir: root,
    alias,
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2023",
    logLevel: "silent",
    tsconfigRaw: {},
  })
  const [output] = Object.values(metafile.outputs)
  return {
    text: outputFiles[0]?.text ?? "",
    files: Object.keys(metafile.inputs),
    imports: (output?.imports ?? []).map(({ path }) => path),
  }
}
