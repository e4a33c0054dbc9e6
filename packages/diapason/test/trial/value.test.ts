import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { scheduleValue, type Schedule } from "@diapason/core/schedule"
import { trial } from "diapason/trial"
import fc from "fast-check"
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest"

afterEach(() => vi.unstubAllEnvs())

const cosine: Schedule = { form: "cosine", base: 0.1, warmup: 0 }

describe("the value of a parameter at a step", () => {
  test("outside a study goes over the steps that the script counts", async () => {
    const t = trial({ lr: cosine })
    const rates: number[] = []
    for await (const step of t.steps(4)) rates.push(t.value("lr", step))
    expect(rates).toEqual([1, 2, 3, 4].map((step) => scheduleValue(cosine, step, 4)))
  })

  test("waits for a plateau in what was reported first, or in the losses given", async () => {
    const t = trial({ lr: { form: "plateau", base: 1, patience: 1 } })
    for (const loss of [1, 1, 1]) await t.report({ loss, accuracy: 1 - loss })
    await t.report({ accuracy: 7 })
    expect(t.value("lr", 3, { total: 10 })).toBeCloseTo(0.1, 15)
    expect(t.value("lr", 3, { total: 10, losses: [3, 2, 1] })).toBe(1)
  })

  test("is asked by the name of a number or a schedule, which the compiler knows", () => {
    const t = trial({ lr: 1e-3, opt: "adam", any: {} as unknown })
    expectTypeOf(t.value).parameter(0).toEqualTypeOf<"lr" | "any">()
    // @ts-expect-error a word has no value at a step
    expect(() => t.value("opt", 1)).toThrow("opt is neither a number nor a schedule: it is no object with a form and a base")
  })

  test("says what is wrong with it", () => {
    const t = trial({ lr: { form: "cosin", base: 1 }, other: cosine })
    expect(() => t.value("lr", 1, { total: 2 })).toThrow(
      "lr is neither a number nor a schedule: no form is named cosin; did you mean cosine?",
    )
    expect(() => t.value("other", 1)).toThrow("other is a schedule, and nothing says how long the run is: give { total: 100 }")
    expect(() => t.value("other", 1, { total: 0 })).toThrow("a schedule needs a total number of steps above 0, not 0")
    expect(() => t.value("gone" as "lr", 1)).toThrow("there is no parameter gone")
  })

  test("of a number is the number, of a schedule its rate up to the fidelity that the study asks for", () => {
    vi.stubEnv("DIAPASON", "1")
    vi.stubEnv("DIAPASON_FIDELITY", "10")
    vi.stubEnv("DIAPASON_PARAMS", JSON.stringify({ lr: cosine }))
    const t = trial({ lr: 1e-3, momentum: 0.9 })
    expect([0, 5, 10].map((step) => t.value("lr", step))).toEqual([0.1, scheduleValue(cosine, 5, 10), 0])
    expect(t.value("lr", 5)).toBeCloseTo(0.05, 15)
    expect(t.value("momentum", 5)).toBe(0.9)
    expect(t.value("lr", 5, { total: 5 })).toBe(0)
    vi.stubEnv("DIAPASON_FIDELITY_MAX", "40")
    expect(t.value("lr", 10)).toBe(scheduleValue(cosine, 10, 40))
  })
})

test("Python and TypeScript have the same rates within 1e-12", (context) => {
  const cases = fc.sample(asked, { numRuns: 600, seed: 1 })
  const { status, stdout, stderr, error } = spawnSync("python3", ["-c", program], {
    input: JSON.stringify(cases),
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: fileURLToPath(new URL("../../../../clients/python", import.meta.url)) },
  })
  if (error !== undefined) return context.skip("no python3 on the PATH")
  expect([stderr, status]).toEqual(["", 0])
  const rates = JSON.parse(stdout) as number[]
  expect(rates.length).toBe(600)
  for (const [i, [schedule, step, total, losses]] of cases.entries()) {
    const mine = trial({ lr: schedule }).value("lr", step, { total, losses })
    expect(Math.abs(rates[i]! - mine), JSON.stringify(cases[i])).toBeLessThanOrEqual(1e-12 * mine)
  }
  expect(new Set(cases.map(([{ form }]) => form)).size).toBe(12)
})

const program = `
import json, sys, diapason
cases = json.load(sys.stdin)
print(json.dumps([diapason.trial(lr=lr).value("lr", step, total=total, losses=losses) for lr, step, total, losses in cases]))
`

const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
const tenths = fc.integer({ min: 0, max: 9 }).map((n) => n / 10)

/** Every form with any of its fields left out, at whole and broken steps of short and long runs, ends and corners among them. */
const asked = fc
  .tuple(
    fc.record(
      {
        form: fc.constantFrom<Schedule["form"][]>(
          ...(["constant", "step", "multistep", "exponential", "polynomial", "linear", "inverse-sqrt", "cosine"] as const),
          ...(["warm-restarts", "one-cycle", "wsd", "plateau"] as const),
        ),
        base: fc.double({ min: -6, max: 1, noNaN: true }).map((power) => 10 ** power),
        warmup: fc.oneof(fc.constantFrom(0, 0.01, 0.03, 0.1), share),
        warmupFrom: fc.constantFrom(0, 1e-3),
        floor: fc.oneof(fc.constantFrom(0, 0.1), share),
        factor: share,
        every: fc.constantFrom(0.05, 0.1, 0.3, 1 / 3),
        milestones: fc.constantFrom([0.5], [0.3, 0.6, 0.9]),
        final: share,
        power: fc.constantFrom(0.5, 0.9, 1, 2, 3),
        cycles: fc.integer({ min: 1, max: 6 }),
        growth: fc.constantFrom(0.5, 1, 1.5, 2),
        rise: share,
        start: share,
        end: fc.constantFrom(0, 4e-6, 0.01),
        decay: share,
        curve: fc.constantFrom("linear", "sqrt"),
        patience: fc.nat(3),
        threshold: fc.constantFrom(0, 1e-4, 0.1),
        cooldown: fc.nat(3),
      },
      { requiredKeys: ["form", "base"] },
    ),
    fc.oneof(fc.constantFrom(7, 10, 30, 100), fc.integer({ min: 1, max: 100_000 })),
    fc.oneof(tenths, share, fc.constantFrom(0, 1, 1 - 1e-6)),
    fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 40 }),
    fc.boolean(),
  )
  .map(([schedule, total, part, losses, whole]) => {
    const step = whole ? Math.round(part * total) : part * total
    return [schedule, step, total, losses] as const
  })
