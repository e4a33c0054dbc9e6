import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, afterAll, expect, test } from "vitest"
import { copyOf, inside, prepare, type Prepared } from "./every/prepared.ts"
import { rmSync } from "node:fs"
import { flawOf, wordsOf } from "../report/well-formed.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

test("one file with the study's name, its summary on the screen, and nothing beside it", async () => {
  const cwd = copyOf(prepared)
  const before = readdirSync(cwd)
  const { code, out } = await inside(cwd, "report", "--sections", "overview,best")
  expect(code).toBe(0)
  expect(out).toContain("  train-3f9a searched 2 parameters (lr and bs) for the smallest val_loss.")
  expect(readdirSync(cwd).filter((name) => !before.includes(name))).toEqual(["train-3f9a-report.html"])
  const page = readFileSync(join(cwd, "train-3f9a-report.html"), "utf8")
  expect(flawOf(page)).toBeUndefined()
  expect([...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual(["overview", "best"])
})

test("--audit adds the record and what came of deriving it again; -o - prints the page", async () => {
  const { code, out } = await inside(copyOf(prepared), "report", "--sections", "audit", "-o", "-")
  expect(code).toBe(0)
  expect(wordsOf(out)).toMatch(/chain whole : each of \d+ events .* replay the same : 20 suggestions/)
})

test("a place that cannot be written is told with the reason, and what stood there is kept", async () => {
  const cwd = copyOf(prepared)
  mkdirSync(join(cwd, "taken.html"))
  const { code, err } = await inside(cwd, "report", "--sections", "best", "-o", "taken.html")
  expect(code).toBe(2)
  expect(err).toMatch(/^error D183 {2}The report cannot be written to taken\.html: it is a folder\./)
  const under = await inside(cwd, "report", "--sections", "best", "-o", "train.py/report.html")
  expect([under.code, under.err]).toEqual([2, expect.stringContaining("a part of its path is a file and no folder")])
  expect(readdirSync(cwd).filter((name) => name.endsWith(".part"))).toEqual([])
})

test("a section that there is not is told with the nearest before anything is read or written", async () => {
  const cwd = copyOf(prepared)
  const { code, err } = await inside(cwd, "report", "--sections", "overview,figure")
  expect(code).toBe(2)
  expect(err).toContain(`error D184  A report has no section named "figure"; did you mean figures?`)
  expect(existsSync(join(cwd, "train-3f9a-report.html"))).toBe(false)
})
