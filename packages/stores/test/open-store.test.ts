import { DiapasonError } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
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

  it.each([
    ["postgres://host/db", "D402"],
    ["file:x.db", "D402"],
    ["diapason.db", "D402"],
    ["", "D402"],
    ["sqlite:", "D404"],
    ["sqlite:?sync=full", "D404"],
    ["sqlite:a.db?sync=ful", "D404"],
    ["sqlite:a.db?mode=ro", "D404"],
  ])("refuses %j with %s and opens nothing", async (url, code) => {
    const error: unknown = await openStore(url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DiapasonError)
    expect(error).toMatchObject({ code })
    if (code === "D402") expect((error as DiapasonError).words.why).toBe("Known are: memory:, sqlite:PATH.")
  })
})
