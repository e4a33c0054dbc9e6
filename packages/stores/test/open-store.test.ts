import { DiapasonError } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { openDatabase } from "../src/sqlite/driver.ts"
import { inFolder } from "./sqlite/folder.ts"

describe("openStore", () => {
  it("opens a store in memory", async () => {
    const store = await openStore("memory:", { clock: { now: () => 7 } })
    const appended = await store.append("s", [{ kind: "study.ended", why: "" }])
    expect(appended).toMatchObject({ outcome: "won", events: [{ at: 7 }] })
    expect(store.url).toBe("memory:")
  })

  it("opens a database, relative or absolute, and keeps its address", () =>
    inFolder(async (folder) => {
      for (const url of [`sqlite:${join(folder, "a.db")}`, `sqlite:${join(folder, "what? yes.db")}?sync=full`]) {
        const store = await openStore(url)
        expect(store.url).toBe(url)
        await store.close()
      }
      expect(existsSync(join(folder, "what? yes.db"))).toBe(true)
    }))

  it("takes a limit to its waiting and to its growth from the address", () =>
    inFolder(async (folder) => {
      const path = join(folder, "a.db")
      const small = await openStore(`sqlite:${path}?sync=full&quota=50000`)
      const events = Array.from({ length: 1000 }, () => ({ kind: "study.ended", why: "x".repeat(100) }) as const)
      await expect(small.append("s", events)).rejects.toMatchObject({ code: "D408" })
      await small.close()
      const lock = openDatabase(path, 0)!
      lock.exec("BEGIN EXCLUSIVE")
      const hasty = await openStore(`sqlite:${path}?wait=50ms`)
      await expect(hasty.append("s", events)).rejects.toMatchObject({ code: "D401" })
      lock.close()
      await hasty.close()
    }))

  it.each([
    ["mysql://host/db", "D402"],
    ["file:x.db", "D402"],
    ["diapason.db", "D402"],
    ["", "D402"],
    ["sqlite:", "D404"],
    ["sqlite:?sync=full", "D404"],
    ["sqlite:a.db?sync=ful", "D404"],
    ["sqlite:a.db?mode=ro", "D404"],
    ["sqlite:a.db?wait=5", "D404"],
    ["sqlite:a.db?sync=full&quota=", "D404"],
    ["postgres:host/db", "D404"],
    ["postgres://host/db?pool=0", "D404"],
    ["postgres://host/db?wait=5", "D404"],
    ["postgres://host/db?schema=a-b", "D404"],
    ["postgresql://ada:secret@host/db?password=secret", "D404"],
    ["mysql://ada:secret@host/db", "D402"],
  ])("refuses %j with %s and opens nothing", async (url, code) => {
    const error: unknown = await openStore(url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DiapasonError)
    expect(error).toMatchObject({ code })
    expect(JSON.stringify([error, (error as DiapasonError).words, String(error)])).not.toContain("secret")
    if (code === "D402") expect((error as DiapasonError).words.why).toBe("Known are: memory:, sqlite:PATH, postgres://USER@HOST/DATABASE.")
  })
})
