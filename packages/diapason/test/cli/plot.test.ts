import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { viewOf } from "@diapason/figures"
import { oddStudies } from "@diapason/testkit"
import { boardFrom } from "@diapason/views"
import { expect, test } from "vitest"
import { figureNamed, meantBy } from "../../src/cli/plot/figure-named.ts"
import { writePicture } from "../../src/cli/plot/write-picture.ts"
import { pngOf } from "../../src/host/png-of.ts"
import { diapason, folder } from "./diapason.ts"

/** A folder with a study of that many complete trials, and one in which all have failed. */
async function studies(trials: number): Promise<string> {
  const cwd = folder()
  const objectives = [{ metric: "loss", direction: "minimize" }]
  const init = (name: string) => ({
    op: "init",
    name,
    store: "sqlite:.diapason/diapason.db",
    space: { lr: "0.001..1", bs: "int(1, 8)" },
    objectives,
  })
  const added = Array.from({ length: trials }, (_, i) => ({
    op: "add",
    config: { lr: (i + 1) / 100, bs: 1 + ((i * 7) % 8) },
    metrics: { loss: Math.abs(i - 9) / 10 },
  }))
  const failed = { op: "add", config: { lr: 0.1, bs: 1 }, state: "failed", kind: "oom" }
  for (const lines of [
    [init("demo"), ...added],
    [init("none"), failed],
  ])
    await diapason(["stdio"], { cwd, input: lines.map((line) => `${JSON.stringify(line)}\n`).join("") })
  return cwd
}

test("a figure stands in the terminal, in a file of either kind, and as rows", async () => {
  const cwd = await studies(24)
  const shown = await diapason(["plot", "demo", "history", "--width", "60", "--height", "12"], { cwd })
  expect([shown.code, shown.err]).toEqual([0, ""])
  expect(shown.out).toMatch(
    /^How good is it\?\n\nloss ↓[^]*∘[^]*└─+\n[^]*The best loss of 24 trials shown is 0, of trial 9\. Results show no noise that counts: .*\.\n$/,
  )
  expect(
    Math.max(
      ...shown.out
        .split("\n")
        .slice(0, -2)
        .map((line) => [...line].length),
    ),
  ).toBeLessThanOrEqual(62)

  const written = await diapason(["plot", "demo", "slice", "-o", "slice.svg"], { cwd })
  expect([written.code, written.out]).toEqual([0, "slice.svg: 2 parameters against loss, 24 trials.\n"])
  expect(readFileSync(join(cwd, "slice.svg"), "utf8")).toMatch(/^<svg [^]*<title>What came of each setting\?<\/title>/)
  await diapason(["plot", "demo", "contour", "--of", "bs,lr", "--theme", "dark", "--width", "480", "--height", "300", "-o", "c.png"], {
    cwd,
  })
  const png = readFileSync(join(cwd, "c.png"))
  expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", 960, 600])

  const rows = JSON.parse((await diapason(["plot", "demo", "rank", "--json"], { cwd })).out) as { columns: string[]; rows: unknown[][] }
  expect(rows.columns[0]).toBe("trial")
  expect(rows.rows.find(([, , , rank]) => rank === 1)?.[0]).toBe(9)
})

test("text in a PNG is set without any font of the machine", async () => {
  const svg = (text: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15" font-family="Arial, sans-serif">${text}</text></svg>`
  const [some, others, none] = await Promise.all([svg("loss ↓"), svg("µβλ é"), svg("")].map((one) => pngOf(one, 1)))
  expect(some!.length).toBeGreaterThan(none!.length + 100)
  expect(others!.length).toBeGreaterThan(none!.length + 100)
  expect(await pngOf(svg("loss ↓"), 1)).toEqual(some)
})

test("what cannot be written says why and how to mend it", async () => {
  const cwd = folder()
  const history = figureNamed("history")
  const view = viewOf(boardFrom(oddStudies.allFailed()), 0)
  const write = (file: string) => writePicture(join(cwd, file), history, view, { width: 400, height: 200, theme: "light" })
  expect(() => figureNamed("histry")).toThrow(/D159.*histry; did you mean history\?/)
  expect(() => figureNamed("xyz")).toThrow(/D159.*no figure named xyz/)
  await expect(write("history.jpg")).rejects.toThrow(/D162/)
  await expect(write("away/history.svg")).rejects.toThrow(/D163.*there is no such folder/)
  mkdirSync(join(cwd, "folder.svg"))
  await expect(write("folder.svg")).rejects.toThrow(/D163.*it is a folder/)
  if (process.getuid?.() !== 0) {
    mkdirSync(join(cwd, "locked"))
    chmodSync(join(cwd, "locked"), 0o500)
    await expect(write("locked/h.svg")).rejects.toThrow(/D163.*not yours to write to/)
  }
  await write("lacks.PNG")
  expect(existsSync(join(cwd, "lacks.PNG"))).toBe(true)
  expect(meantBy("history", undefined)).toEqual({ study: undefined, figure: "history" })
  expect(meantBy("demo", undefined)).toEqual({ study: "demo", figure: undefined })
  expect(meantBy("history", "history")).toEqual({ study: "history", figure: "history" })
})

test("what is missing is said, with how much more is needed", async () => {
  const cwd = await studies(3)
  const [few, failed, wrong] = await Promise.all(
    [["demo", "importance"], ["none"], ["histry"]].map((args) => diapason(["plot", ...args], { cwd })),
  )
  expect([few!.code, few!.out]).toEqual([0, expect.stringMatching(/needs \d+ complete trials; you have 3\.[^]*█+░+ 3 of/)])
  expect([failed!.code, failed!.out]).toEqual([
    0,
    expect.stringMatching(/history +How good is it\? +No value yet: 1 of 1 trials have failed\./),
  ])
  for (const name of ["importance", "interactions", "surface", "dependence"]) expect(failed!.out).toMatch(new RegExp(`^ *${name} `, "m"))
  expect([wrong!.code, wrong!.err]).toEqual([2, expect.stringContaining("did you mean history?")])
})
