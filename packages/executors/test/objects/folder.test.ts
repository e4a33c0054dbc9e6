import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, describe, expect, onTestFinished, test } from "vitest"
import { objectStoreLaws } from "@diapason/testkit"
import { objectsAt } from "../../src/index.ts"
import { harmed, isFile } from "../fixtures/harmed.ts"
import { laidFiles } from "../fixtures/laid-files.ts"
import { refusal } from "../fixtures/refusal.ts"

const files = await laidFiles()
afterAll(files.clear)
const { lay, free, found } = files

objectStoreLaws("a shared folder", async () => {
  const files = await laidFiles()
  const shared = join(files.folder, "shared")
  await mkdir(shared)
  return {
    ...files,
    store: objectsAt(shared),
    async harm(address, file, how) {
      const key = address.slice(`file://${shared}//`.length)
      const entries = await readdir(join(shared, key), { recursive: true, withFileTypes: true })
      const path = entries.map((entry) => join(entry.parentPath, entry.name)).find((name) => isFile(name, file))!
      await (how === "gone" ? rm(path) : writeFile(path, harmed(await readFile(path), how)))
    },
    close: files.clear,
  }
})

describe("a shared folder", () => {
  test("that is not mounted here is said to be missing, and is not made", async () => {
    const path = free()
    const said = await refusal(objectsAt(path).put("k", await lay({ a: "1" })))
    expect(said).toMatch(/^D455 .* is not there: ENOENT.*mount the shared folder/)
    expect(await found(path)).toBeUndefined()
  })

  // A folder of a small disk of its own; only root may mount one.
  test.runIf(process.getuid?.() === 0)("and a full disk, here or there, leave nothing half done", async () => {
    const [small, shared] = [free(), free()]
    await Promise.all([mkdir(small), mkdir(shared)])
    expect(spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", small]).status).toBe(0)
    onTestFinished(() => void spawnSync("umount", [small]))
    const from = await lay({ a: "1" })
    await writeFile(join(from, "big"), randomBytes(3 << 20))

    const { address } = await objectsAt(shared).put("k", from)
    const down = await refusal(objectsAt(shared).get(address, join(small, "state")))
    expect(down).toMatch(/^D459 {2}The disk of .* is full: there is no room for file:/)
    expect(await readdir(small)).toEqual([])
    expect(await objectsAt(shared).flaw(address)).toBeUndefined()

    expect(await refusal(objectsAt(small).put("k", from))).toMatch(/^D459 /)
    expect(await objectsAt(small).flaw(objectsAt(small).addressOf("k"))).toBe("it has vanished")
    // What is small enough has room yet.
    await objectsAt(small).put("k", await lay({ a: "1" }))
  })
})
