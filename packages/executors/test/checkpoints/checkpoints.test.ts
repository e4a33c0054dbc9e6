import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { describe, expect, onTestFinished, test } from "vitest"
import { discard, flawOf, foldersIn, liesIn, sizeOnDisk } from "../../src/index.ts"

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "diapason-checkpoints-"))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

/** A state as a helper saves it: weights in a folder below, and its record; 11 + 12 bytes. */
const whole = (): string => folder({ "step-12/a/weights": "x".repeat(12), "step-12/diapason.json": '{"step":12}' })
const stateIn = (base: string, bytes?: number) => ({ path: join(base, "step-12"), step: 12, ...(bytes !== undefined && { bytes }) })

describe("a saved state", () => {
  test("that is whole has no flaw, with its size known or not", async () => {
    expect(await sizeOnDisk(stateIn(whole()).path)).toBe(23)
    expect(await flawOf(stateIn(whole()))).toBeUndefined()
    expect(await flawOf(stateIn(whole(), 23))).toBeUndefined()
  })

  test("may be one file, and a folder need not be a helper's", async () => {
    expect(await flawOf(stateIn(folder({ "step-12": "weights" }), 7))).toBeUndefined()
    expect(await flawOf(stateIn(folder({ "step-12/weights": "weights" }), 7))).toBeUndefined()
  })

  test("may have become more, by what a script leaves where it restores", async () => {
    const base = whole()
    writeFileSync(join(base, "step-12", "lock"), "1")
    expect(await flawOf(stateIn(base, 23))).toBeUndefined()
  })

  test.each<[string, (base: string) => void, string]>([
    ["vanished", (base) => rmSync(join(base, "step-12"), { recursive: true }), "it has vanished"],
    ["an empty folder", (base) => rmSync(join(base, "step-12/a/weights")), "it has 11 of the 23 bytes that were saved"],
    ["a missing record", (base) => unlinkSync(join(base, "step-12/diapason.json")), "it has 12 of the 23 bytes that were saved"],
    ["a file cut short", (base) => truncateSync(join(base, "step-12/a/weights"), 5), "it has 16 of the 23 bytes that were saved"],
    ["half a record", (base) => writeFileSync(join(base, "step-12/diapason.json"), '{"step":12 '), "its diapason.json cannot be read"],
    [
      "a record of nothing",
      (base) => writeFileSync(join(base, "step-12/diapason.json"), '{"steps":1}'),
      "its diapason.json cannot be read",
    ],
    [
      "a record of another step",
      (base) => writeFileSync(join(base, "step-12/diapason.json"), '{"step":9 }'),
      "its diapason.json says that it was saved at step 9, not 12",
    ],
    [
      "nothing in it",
      (base) => {
        rmSync(join(base, "step-12"), { recursive: true })
        mkdirSync(join(base, "step-12"))
      },
      "it is empty",
    ],
  ])("with %s is torn", async (_, harm, flaw) => {
    const base = whole()
    harm(base)
    expect(await flawOf(stateIn(base, 23))).toBe(flaw)
  })
})

describe("discard", () => {
  test("leaves nothing of a state, and is content when it is gone", async () => {
    const base = whole()
    await discard(join(base, "step-12"), base)
    await discard(join(base, "step-12"), base)
    expect(readdirSync(base)).toEqual([])
  })

  test("removes a link, and not what it leads to", async () => {
    const [base, elsewhere] = [folder(), folder({ precious: "1" })]
    symlinkSync(elsewhere, join(base, "step-1"))
    await discard(join(base, "step-1"), base)
    expect([readdirSync(base), existsSync(join(elsewhere, "precious"))]).toEqual([[], true])
  })

  test.each([
    ["beside the folder", (_: string, elsewhere: string) => join(elsewhere, "precious")],
    ["behind a link", (base: string, elsewhere: string) => (symlinkSync(elsewhere, join(base, "link")), join(base, "link", "precious"))],
    ["up and down again", (base: string, elsewhere: string) => join(base, "..", elsewhere.split("/").at(-1)!, "precious")],
    ["the folder itself", (base: string) => base],
  ])("refuses a path %s", async (_, path) => {
    const [base, elsewhere] = [folder({ "3/step-1/w": "1" }), folder({ precious: "1" })]
    await expect(discard(path(base, elsewhere), base)).rejects.toThrow("it does not lie in")
    expect([existsSync(join(base, "3/step-1/w")), existsSync(join(elsewhere, "precious"))]).toEqual([true, true])
  })
})

test("liesIn goes by whole names, and not by how they begin", () => {
  const below = (path: string): boolean => liesIn(path, "/c/3")
  expect(["/c/3/a", "/c/3/..a", "/c/3/x/../a", "/c/3", "/c/33", "/c/3/../4", "/"].map(below)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

test("foldersIn tells drafts, states, what is being deleted, and a script's own folders from each other", async () => {
  const files = {
    "2/step-1/diapason.json": "{}",
    "2/.step-2.417/w": "",
    "2/mine/w": "",
    "2/loose": "",
    "10/.gone.step-1.x/w": "",
    "logs/a/w": "",
  }
  const base = folder(files)
  expect((await foldersIn(base)).map(({ trial, path, kind }) => [trial, path.slice(base.length + 1), kind])).toEqual([
    [2, "2/.step-2.417", "draft"],
    [2, "2/mine", "unknown"],
    [2, "2/step-1", "saved"],
    [10, "10/.gone.step-1.x", "aside"],
  ])
  expect(await foldersIn(join(base, "nowhere"))).toEqual([])
})
