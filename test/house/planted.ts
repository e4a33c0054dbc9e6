import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"

/** A small copy of the house in a temporary folder: every room with an index, and `files` (path to text) planted in it. Gone after the test. */
export function planted(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "diapason-house-"))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries({ ...house, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const rooms = ["math", "core", "testkit", "algorithms", "stores", "executors", "diapason"]
const entry = (subpath: string) => ({ default: `./dist/${subpath}.js` })

const house = Object.fromEntries(
  rooms.flatMap((room) => {
    const name = room === "diapason" ? room : `@diapason/${room}`
    const inner = { core: "protocol", diapason: "trial" }[room]
    const exports = { ".": entry("index"), ...(inner !== undefined && { [`./${inner}`]: entry(`${inner}/index`) }) }
    return [
      [`packages/${room}/package.json`, JSON.stringify({ name, version: "0.0.0", type: "module", exports })],
      [`packages/${room}/src/index.ts`, `export const ${room} = 1\n`],
      ...(inner === undefined ? [] : [[`packages/${room}/src/${inner}/index.ts`, `export const ${inner} = 1\n`]]),
    ]
  }),
) as Record<string, string>
