import { readFileSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
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

const kilobytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, name) => sum + gzipSync(readFileSync(folder + name)).length / 1000, 0)

describe("what is loaded first", () => {
  it("is less than 200 kB for the list of studies", () => {
    const size = kilobytes([...reached([named("main"), named("studies")]), style])
    console.log(`first load of the studies: ${size.toFixed(0)} kB`)
    expect(size).toBeLessThan(200)
  })

  it("is less than 350 kB for a study's overview with its charts", () => {
    const size = kilobytes([...reached([named("main"), named("overview"), named("engine")]), style])
    console.log(`first load of the overview: ${size.toFixed(0)} kB`)
    expect(size).toBeLessThan(350)
  })
})
