import { float, choice, int, space, type Json } from "@diapason/core"
import { expect, test } from "vitest"
import { pedAnova, type PedAnova, type PedAnovaOptions } from "../../src/importance/ped-anova.ts"
import type { Evidence } from "../../src/importance/evidence.ts"
import { evidenceFrom } from "./evidence-from.ts"

const said = (evidence: Evidence, options: PedAnovaOptions = {}): PedAnova => {
  const result = pedAnova(evidence, { resamples: 0, ...options })
  if ("lacks" in result) throw new Error(result.lacks)
  return result
}

const unit = (...names: string[]) => space(Object.fromEntries(names.map((name) => [name, float(0, 1)]))).parameters

const line = Array.from({ length: 21 }, (_, i) => ({ x: i / 20, z: ((8 * i) % 21) / 20 }))
const onLine = evidenceFrom(
  unit("x", "z"),
  line,
  line.map(({ x }) => (x - 0.25) * (x - 0.25)),
)

test("the divergences of 21 trials are those that Optuna 5 computes, for all trials, for the better half, and against all of the space", () => {
  expectClose(said(onLine).divergences, { x: 0.03885820744536002, z: 0.0005713576177096057 })
  expect(said(onLine).parameters.map(({ name, share }) => [name, share.toFixed(8)])).toEqual([
    ["x", "0.98550941"],
    ["z", "0.01449059"],
  ])
  expectClose(said(onLine, { region: 0.5 }).divergences, { x: 0.06495979118110243, z: 0.0034024241879594794 })
  expectClose(said(onLine, { against: "space" }).divergences, { x: 0.04169069463831295, z: 0.0007408574412073595 })
})

test("ranges in logs, steps, choices and a parameter of one choice's branch: all as Optuna 5 computes them", () => {
  const parameters = space({
    f: float(1e-5, 1e-1, { scale: "log" }),
    n: int(1, 300, { scale: "log" }),
    k: int(0, 9),
    q: float(0, 1, { step: 0.25 }),
    c: choice(["a", "b", "c"]),
    m: float(0, 1),
  }).parameters
  const rows = Array.from({ length: 60 }, (_, i) => {
    const c = "abc"[i % 2 === 1 ? (i * i) % 3 : Math.floor(i / 2) % 3]!
    const row: Record<string, Json> = {
      f: 1.1e-5 * (1 + i) * (1 + i),
      n: 1 + ((i * i * 7) % 300),
      k: (i * 7) % 10,
      q: ((i * 13) % 5) * 0.25,
      c,
    }
    if (c === "a") row["m"] = ((i * 23) % 61) / 61
    return row
  })
  const losses = rows.map(({ n, k, c, m }, i) => {
    const off = (1 + i) / 60 - 0.3
    return off * off + (n as number) / 600 + 0.01 * (k as number) + (c === "b" ? 0.2 : 0) + (c === "a" ? 0.5 * (m as number) : 0.3)
  })
  const evidence = evidenceFrom(parameters, rows, losses)
  expectClose(said(evidence, { top: 0.2 }).divergences, {
    c: 0.010685938312658294,
    f: 0.009436572278266015,
    k: 0.003306079436053284,
    m: 0.00785395929594788,
    n: 0.05164335174864477,
    q: 0.0014131514441838634,
  })
  expectClose(said(evidence, { region: 0.5 }).divergences, {
    c: 0.001402442595825376,
    f: 0.008992977225420596,
    k: 0.0005047989592662348,
    m: 0.044628492039497064,
    n: 0.029821667032909636,
    q: 0.0045274994877297714,
  })
})

test("an interval lies around its share, and is the same each time", () => {
  const [x, z] = said(onLine, { resamples: 100 }).parameters
  expect(x!.low).toBeLessThan(x!.share)
  expect(x!.high).toBeLessThanOrEqual(1)
  expect(z!.low).toBeGreaterThanOrEqual(0)
  expect(z!.high).toBeGreaterThan(z!.share)
  expect(said(onLine, { resamples: 100 })).toEqual(said(onLine, { resamples: 100 }))
})

test("with too few trials, with one value for all, and without a parameter that varies it says what is lacking", () => {
  const few = evidenceFrom(
    unit("x"),
    line.slice(0, 6).map(({ x }) => ({ x })),
    [1, 2, 3, 4, 5, 6],
  )
  expect(pedAnova(few)).toEqual({ lacks: "Importance needs 10 complete trials; you have 6.", needed: 10, has: 6 })
  const flat = evidenceFrom(
    unit("x", "z"),
    line,
    line.map(() => 1),
  )
  expect(pedAnova(flat)).toEqual({ lacks: "Importance needs losses that differ; all 21 trials have the same." })
  const nothing = evidenceFrom(
    [],
    line.map(() => ({})),
    line.map(({ x }) => x),
  )
  expect(pedAnova(nothing)).toEqual({ lacks: "Importance needs a parameter that took more than one value; none did." })
  const tied = evidenceFrom(
    unit("x", "z"),
    line,
    line.map((_, i) => (i === 20 ? 1 : 0)),
  )
  expect(pedAnova(tied, { region: 0.5 })).toEqual({
    lacks: "The best trials cannot be told from the others: too many have the same value.",
  })
})

test("one parameter has all of it, duplicates change no share, a category that was never tried takes part in nothing", () => {
  const one = evidenceFrom(
    unit("x"),
    line,
    line.map(({ x }) => x),
  )
  expect(said(one).parameters).toEqual([{ name: "x", share: 1, low: 1, high: 1 }])
  const kinds = space({ c: choice(["a", "b", "never"]), x: float(0, 1) }).parameters
  const rows = line.map(({ x }, i) => ({ x, c: i % 2 === 0 ? "a" : "b" }))
  const [first, second] = said(
    evidenceFrom(
      kinds,
      [...rows, ...rows],
      [...rows, ...rows].map(({ c }) => (c === "a" ? 0 : 1)),
    ),
  ).parameters
  expect(first!.name).toBe("c")
  expect(first!.share + second!.share).toBeCloseTo(1, 12)
})

function expectClose(got: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort())
  for (const [name, value] of Object.entries(wanted)) expect(Math.abs(got[name]! / value - 1), name).toBeLessThan(1e-11)
}
