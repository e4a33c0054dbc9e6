import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
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
  expect(shown.out).toMatch(/^How good is it\?\n\nloss ↓[^]*∘[^]*└─+\n[^]*The best loss of 24 trials shown is 0, of trial 9\.\n$/)
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
  const svg = readFileSync(join(cwd, "slice.svg"))
  expect(svg.toString()).toMatch(/^<svg [^]*<title>What came of each setting\?<\/title>/)
  await diapason(["plot", "demo", "slice", "-o", "again.svg"], { cwd })
  expect(readFileSync(join(cwd, "again.svg")).equals(svg)).toBe(true)

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

test("what cannot be drawn or written says why, how to mend it, and what is missing", async () => {
  const cwd = await studies(3)
  const told = async (...args: readonly string[]) => {
    const { code, out, err } = await diapason(["plot", ...args], { cwd })
    return [code, out + err] as const
  }
  expect(await told("demo", "histry")).toEqual([2, expect.stringMatching(/D159.*histry; did you mean history\?/)])
  expect(await told("histry")).toEqual([2, expect.stringContaining("did you mean history?")])
  expect(await told("demo", "history", "-o", "history.jpg")).toEqual([2, expect.stringMatching(/D162[^]*\.svg or \.png/)])
  expect(await told("demo", "history", "-o", "away/history.svg")).toEqual([2, expect.stringMatching(/D163.*there is no such folder/)])
  mkdirSync(join(cwd, "folder.svg"))
  expect(await told("demo", "history", "-o", "folder.svg")).toEqual([2, expect.stringMatching(/D163.*it is a folder/)])
  if (process.getuid?.() !== 0) {
    mkdirSync(join(cwd, "locked"))
    chmodSync(join(cwd, "locked"), 0o500)
    expect(await told("demo", "history", "-o", "locked/h.svg")).toEqual([2, expect.stringMatching(/D163.*not yours to write to/)])
  }
  expect(await told("demo", "-o", "h.svg")).toEqual([2, expect.stringContaining("the name of a figure")])
  expect(await told("demo", "effects")).toEqual([0, expect.stringMatching(/needs \d+ complete trials; you have 3\.[^]*█+░+ 3 of/)])
  expect(await told("none", "history")).toEqual([0, expect.stringContaining("No value yet: 1 of 1 trials have failed.")])
  expect((await told("none", "edf", "-o", "edf.png"))[0]).toBe(0)
  expect(existsSync(join(cwd, "edf.png"))).toBe(true)
  const list = await told("demo")
  expect(list).toEqual([0, expect.stringMatching(/history +How good is it\?[^]*attainment/)])
})
