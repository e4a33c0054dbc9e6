import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { inFolder } from "./folder.ts"

test("a store is made anew where the folder it runs in was removed, and nobody tries for ever", () =>
  inFolder(async (place) => {
    const cwd = join(place, "gone")
    await mkdir(cwd)
    const program = `
      import { rmdirSync } from "node:fs"
      import { openStore } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)}
      process.cwd()
      rmdirSync(${JSON.stringify(cwd)})
      await (await openStore("sqlite:.diapason/diapason.db")).close()`
    const { status, signal, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      cwd,
      encoding: "utf8",
      timeout: 20_000,
    })
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" })
    expect(existsSync(join(cwd, ".diapason/diapason.db"))).toBe(true)
  }))
