import { choose } from "@diapason/algorithms"
import { memoryStore } from "@diapason/core"
import { createServer } from "@diapason/server"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

const clock = { now: () => 1_700_000_000_000, after: () => Promise.resolve(), every: () => undefined }

async function served() {
  const app = await createServer({
    store: memoryStore(clock),
    clock,
    choose,
    dir: ".",
    version: "1.2.3",
    identify: () => ({ name: "ada", role: "admin" }),
    conductor: {
      holder: { host: "here", boot: "boot", pid: 1, started: "0" },
      host: { alive: () => true, sweep: () => Promise.resolve() },
      choose,
      facts: {},
      mayKeep: () => true,
      trialFolder: () => ".",
    },
  })
  return async (url: string, payload: unknown) => {
    const answer = await app.inject({
      method: "POST",
      url,
      payload: JSON.stringify(payload),
      headers: { "content-type": "application/json" },
    })
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
  }
}

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, -1, 1e308, 2 ** 53))
const json = fc.jsonValue({ maxDepth: 3 })
const word = fc.constantFrom("x", "y", "loss", "__proto__", "constructor", "use", "", "float(0, 1)", "x > 1", "(((", "é")
const algorithm = (...names: string[]) =>
  fc.oneof(
    fc.constantFrom(...names),
    fc.record({ type: fc.constantFrom(...names), eta: json, n: number, metric: word }, { requiredKeys: ["type"] }),
    json,
  )
const parameter = fc.oneof(
  json,
  fc.constantFrom("float(0, 1)", "int(1, 16, log)", "choice(a, b)", "float(1, 0)", "("),
  fc.record(
    {
      type: fc.constantFrom("float", "int", "choice", "ordinal", "bool", "fixed", "mix", "list", "branch", "derived", "schedule", "none"),
      low: number,
      high: number,
      scale: fc.constantFrom("log", "linear", "reverse-log", "pow2", "odd"),
      step: number,
      values: json,
      of: json,
      length: json,
      branches: json,
      expr: word,
      when: json,
      default: json,
      prior: json,
      was: json,
    },
    { requiredKeys: ["type"] },
  ),
)

/** Definitions that are sound but for one part, which is whatever may come. */
const definition = fc
  .record({
    space: fc.oneof(fc.dictionary(word, parameter, { minKeys: 1, maxKeys: 3 }), json),
    objectives: fc.oneof(
      fc.constant([{ metric: "loss", direction: "minimize" }]),
      fc.constant([{ metric: "a", direction: "maximize", reduce: "mean(0)" }]),
      json,
    ),
    seed: fc.oneof(number, json),
    sampler: algorithm("auto", "tpe", "gp", "grid", "cmaes", "nothing"),
    scheduler: algorithm("auto", "asha", "hyperband", "median", "pbt", "threshold", "nothing"),
    terminator: algorithm("regret", "plateau", "nothing"),
    budget: fc.oneof(fc.record({ trials: number, wall: number }, { requiredKeys: [] }), json),
    fidelity: fc.oneof(fc.record({ name: word, min: number, max: number, eta: number }), json),
    adapt: fc.array(json, { maxLength: 2 }),
    constraints: fc.array(fc.oneof(word, json), { maxLength: 2 }),
    priors: json,
    noise: json,
    updates: fc.oneof(fc.boolean(), json),
  })
  .chain((all) =>
    fc
      .subarray(Object.keys(all), { maxLength: 2 })
      .map((parts) => Object.fromEntries(parts.map((part) => [part, all[part as keyof typeof all]]))),
  )

const sound = { name: "s", space: { x: { type: "float", low: 0, high: 1 } }, objectives: [{ metric: "loss", direction: "minimize" }] }

describe("a definition over HTTP", () => {
  it("that makes no sense is the caller's mistake, with a code, and one that is taken hands out a trial", async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(definition, async (parts) => {
        const post = await served()
        const made = await post("/v1/studies", { ...sound, ...parts })
        expect(made.status, JSON.stringify(made.body)).toBeLessThan(500)
        if (made.status !== 200) {
          expect(made.body["code"]).toMatch(/^D\d{3}$/)
          return
        }
        taken++
        const asked = await post("/v1/studies/s/trials:ask", {})
        expect(asked.status, JSON.stringify(asked.body)).toBe(200)
      }),
      { numRuns: 120 },
    )
    expect(taken).toBeGreaterThan(0)
  })
})
