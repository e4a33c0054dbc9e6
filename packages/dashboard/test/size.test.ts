import { readFileSync, readdirSync, statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { brotliDecompressSync } from "node:zlib"
import { describe, expect, it } from "vitest"

const folder = fileURLToPath(new URL("../dist/site/assets/", import.meta.url))
const names = readdirSync(folder)
const named = (start: string): string => names.find((name) => name.startsWith(`${start}-`) && name.endsWith(".js"))!
const style = names.find((name) => name.endsWith(".css"))!

/** The files that these need before they run, with themselves. */
function reached(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [...entries]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const code = readFileSync(folder + name, "utf8")
    for (const [, needed] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) queue.push(needed!)
  }
  return found
}

/** Kilobytes as they are sent: the compressed forms that lie beside the files. */
const kilobytes = (files: Iterable<string>, form: "br" | "gz"): number =>
  [...files].reduce((sum, name) => sum + statSync(`${folder}${name}.${form}`).size / 1000, 0)

const said = (files: readonly string[]): string =>
  `${kilobytes(files, "br").toFixed(0)} kB, ${kilobytes(files, "gz").toFixed(0)} kB as gzip`

describe("what is loaded first", () => {
  it("is less than 180 kB for the list of studies", () => {
    const files = [...reached([named("main"), named("studies")]), style]
    console.log(`first load of the studies: ${said(files)}`)
    expect(kilobytes(files, "br")).toBeLessThan(180)
  })

  it("is less than 350 kB for a study's overview with its charts", () => {
    const files = [...reached([named("main"), named("overview"), named("engine")]), style]
    console.log(`first load of the overview: ${said(files)}`)
    expect(kilobytes(files, "br")).toBeLessThan(350)
    expect(kilobytes(files, "gz")).toBeLessThan(392)
  })

  it("lies compressed beside each file, and is the same", () => {
    const name = named("main")
    expect(brotliDecompressSync(readFileSync(`${folder}${name}.br`)).equals(readFileSync(folder + name))).toBe(true)
  })
})
