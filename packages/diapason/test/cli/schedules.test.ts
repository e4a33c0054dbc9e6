import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { scheduleValue, type Schedule } from "@diapason/core/schedule"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { valueText } from "../../src/cli/text/number.ts"
import { scheduleChart } from "../../src/cli/text/schedule-chart.ts"
import { bin, diapason } from "./diapason.ts"

const curve = (schedule: Schedule, total = 10) => ({
  name: "lr",
  total,
  unit: "epoch",
  points: Array.from({ length: 97 }, (_, i) => ({ step: (i / 96) * total, rate: scheduleValue(schedule, (i / 96) * total, total) })),
})

describe("the chart of a schedule", () => {
  test("draws warm-up, hold and fall", () => {
    expect(scheduleChart(curve({ form: "wsd", base: 0.02, warmup: 0.2, decay: 0.3, curve: "linear" }), 24, 3)).toEqual([
      "lr        0.02 ┤    ▅█████████████▆▂",
      "               │  ▂█████████████████▆",
      "               │ ▅████████████████████▄",
      "             0 └────────────────────────",
      "                0                     10 epoch",
    ])
  })

  test("is no wider than it is told to be, and as tall at its highest rate as it may be", () => {
    const lines = scheduleChart(curve({ form: "warm-restarts", base: 3e-4 }), 40, 2)
    expect(lines).toEqual([
      "lr        0.0003 ┤█▇▃   █▇▆▅▂      ███▇▇▆▅▄▃▂▁",
      "                 │████▃▁██████▆▄▃▁ ████████████▇▆▅▄▃▂▁▁",
      "               0 └────────────────────────────────────────",
      "                  0                                     10 epoch",
    ])
  })
})

test("a schedule among the values of a configuration is a few words", () => {
  expect(valueText({ form: "cosine", base: 0.003, warmup: 0, floor: 0 })).toBe("cosine 0.003")
  expect(valueText({ form: "wsd", base: 0.00123456, warmup: 0.03 })).toBe("wsd 0.001235, warmup 0.03")
  expect(valueText({ form: "triangle", base: 1 })).toBe('{"form":"triangle","base":1}')
})

describe("in a study", () => {
  let cwd = ""
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "diapason-schedules-"))
    const script = `echo "$@"; for e in 1 2 3 4; do echo "epoch $e acc=1"; done`
    const spec = "lr=schedule(1e-5, 1e-1, cosine, plateau, warmup=0, patience=0)"
    const goal = ["--maximize", "acc", "--fidelity", "epoch=1..4", "--scheduler", "none", "--name", "s", "--trials", "2"]
    const baselines = ["lr.form=cosine lr.base=0.01", '{"lr":{"form":"plateau","base":0.01}}'].flatMap((b) => ["--baseline", b])
    const { status, stderr } = spawnSync(
      process.execPath,
      [bin, "tune", "-p", spec, ...goal, ...baselines, "--", "sh", "-c", script, "x"],
      {
        cwd,
        encoding: "utf8",
      },
    )
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""])
  }, 60_000)
  afterAll(() => rmSync(cwd, { recursive: true, force: true }))
  const ask = async (...args: readonly string[]): Promise<string> => (await diapason(args, { cwd })).out
  const points = async (trial: string): Promise<readonly { step: number; rate: number }[]> => {
    const shown = JSON.parse(await ask("show", trial, "--json")) as { schedules: { lr: { points: { step: number; rate: number }[] } } }
    return shown.schedules.lr.points
  }

  test("the script gets the whole schedule as JSON", async () => {
    expect(await ask("show", "0", "--logs")).toContain('--lr={"form":"cosine","base":0.01,"warmup":0,"floor":0}\n')
  })

  test("show draws it over the run", async () => {
    const out = await ask("show", "0")
    expect(out).toContain("  lr        cosine 0.01\n")
    expect(out).toContain("  lr        0.01 ┤████▇▇▇▆▆▅▅▄▃▂▁\n                 │█████████████████▇▆▅▄▃▂▁\n")
    expect(out).toMatch(/\n {18}0 {46}4 epoch\n/)
  })

  test("show --json has its points, from the first step to the last", async () => {
    const all = await points("0")
    expect(all.length).toBe(97)
    expect([all[0], all[48]!.step, all.at(-1)]).toEqual([{ step: 0, rate: 0.01 }, 2, { step: 4, rate: 0 }])
    expect(all[48]!.rate).toBeCloseTo(0.005, 15)
  })

  test("a schedule that waited for a plateau is drawn as the reports have made it", async () => {
    const rates = (await points("1")).filter(({ step }) => Number.isInteger(step)).map(({ rate }) => rate)
    const expected = [0.01, 0.01, 1e-3, 1e-4, 1e-5]
    rates.forEach((rate, i) => expect(rate).toBeCloseTo(expected[i]!, 12))
  })

  test("trials has a column of schedules", async () => {
    expect(await ask("trials")).toMatch(/cosine 0\.01[^]*plateau 0\.01/)
  })
})
