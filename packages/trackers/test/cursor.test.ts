import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { memoryStore } from "@diapason/core"
import { expect, test } from "vitest"
import { cursorAt } from "../src/index.ts"

const place = (to = "http://there") => ({ dir: mkdtempSync(join(tmpdir(), "cursor-")), study: "a/b", tracker: { name: "some", to } })

test("a position lasts in the study's folder, for one study and one address", async () => {
  const at = place()
  expect(await cursorAt(at).read("f00")).toBeUndefined()
  await cursorAt(at).write("f00", 7)
  await cursorAt(at).write("f00", 9)
  expect(await cursorAt(at).read("f00")).toBe(9)
  expect(await cursorAt(at).read("another")).toBeUndefined()
  expect(await cursorAt({ ...at, tracker: { name: "some", to: "elsewhere" } }).read("f00")).toBeUndefined()
  expect(readdirSync(join(at.dir, "a%2Fb", "trackers"))).toEqual(["some.json"])
})

test("a file that is torn, or says what no cursor says, counts as none", async () => {
  const at = place()
  await cursorAt(at).write("f00", 7)
  const file = join(at.dir, "a%2Fb", "trackers", "some.json")
  const text = readFileSync(file, "utf8")
  for (const broken of ["", "null", text.slice(0, 30), text.replace("7", '"7"'), text.replace("cursor/1", "cursor/9")]) {
    writeFileSync(file, broken)
    expect(await cursorAt(at).read("f00"), broken).toBeUndefined()
  }
})

test("where the folder is not, as on another host, the one beside the log counts; the further one, where there are both", async () => {
  const { cache } = memoryStore({ now: () => 0 })
  const [here, there] = [place(), place()]
  await cursorAt({ ...here, cache }).write("f00", 7)
  expect(await cursorAt({ ...there, cache }).read("f00")).toBe(7)
  await cursorAt(there).write("f00", 9)
  expect(await cursorAt({ ...there, cache }).read("f00")).toBe(9)
})
