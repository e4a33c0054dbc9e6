import { choose } from "@diapason/algorithms"
import { propose, readMind, spaceFromJson, type Config, type Definition, type EventBody, type EventStore } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { anyStudyLog, study as created } from "@diapason/testkit"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { exportOptuna, importOptuna } from "../../../src/exchange/optuna/index.ts"
import { fromLog } from "../../../src/exchange/optuna/from-log.ts"
import { readOptuna } from "../../../src/exchange/optuna/read-source.ts"
import type { OptunaStudy, OptunaTrial } from "../../../src/exchange/optuna/study.ts"
import { writeJournal } from "../../../src/exchange/optuna/write-journal.ts"
import { writeSqlite } from "../../../src/exchange/optuna/write-sqlite.ts"
import { choice, database, float, fresh, int, studyOf, thereAndBack } from "./given.ts"

// SQLite keeps no sign of zero, nor does Optuna in it.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x))
const anyNumber = fc.double().map((x) => (x === 0 ? 0 : x))
const texts = fc.constantFrom("1", "1.0", "[1, 2.0]", '{"a": NaN}', '"\\u00e9 \\"x\\""', "null", "Infinity", "12345678901234567890")
const attributes = fc.dictionary(
  fc.string({ maxLength: 5 }).filter((key) => key !== "__proto__"),
  texts,
  { maxKeys: 3, noNullPrototype: true },
)
const instant = fc.integer({ min: 0, max: 2e9 }).map((s) => `${new Date(1000 * s).toISOString().slice(0, 19)}.123456`)

const params = fc.record(
  {
    x: fc.tuple(number, number, fc.boolean()).map(([a, b, wide]) => float(Math.min(a, b), Math.max(a, b) + (wide ? 1 : 0), a)),
    "odd name": fc.integer({ min: 1, max: 9 }).map((n) => int(1, 9, n)),
    c: fc.tuple(fc.constantFrom('["a", "b", null]', '[true, 1, 1.0, "1"]', "[NaN, 2.5, 2]"), fc.nat(2)).map(([list, i]) => choice(list, i)),
    step: fc.nat(10).map((k) => float(0, 1, 0.1 * k, { step: 0.1 })),
  },
  { requiredKeys: [], noNullPrototype: true },
)

const trial = fc.record(
  {
    state: fc.constantFrom("RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING" as const),
    values: fc.tuple(anyNumber.filter((x) => !Number.isNaN(x))),
    start: instant,
    complete: instant,
    params,
    reports: fc.uniqueArray(fc.tuple(fc.integer({ min: -2, max: 9 }), anyNumber), { selector: ([step]) => step, maxLength: 4 }),
    user: attributes,
    system: attributes,
  },
  { requiredKeys: ["state", "params", "reports", "user", "system"], noNullPrototype: true },
)

const anyStudy = fc
  .tuple(fc.array(trial, { maxLength: 8 }), params, attributes, attributes)
  .map(([trials, first, user, system]): OptunaStudy => {
    const sorted = trials.map((one) => ({ ...one, reports: one.reports.toSorted(([a], [b]) => a - b) }) as Partial<OptunaTrial>)
    // Values are there where a trial is complete; some trial has a parameter.
    const all = [{ params: { ...first, n: int(1, 9, 3) } }, ...sorted]
    const study = studyOf(all, { user, system })
    return {
      ...study,
      trials: study.trials.map(({ values, ...rest }) =>
        rest.state === "COMPLETE" || rest.state === "PRUNED" ? { ...rest, values: values! } : rest,
      ),
    }
  })

describe("any study of Optuna", () => {
  test("comes back equal from the log", async () => {
    await fc.assert(
      fc.asyncProperty(anyStudy, async (study) => {
        expect((await thereAndBack(study)).back).toEqual(study)
      }),
      { numRuns: 80 },
    )
  })

  test("is the same in either kind of file", async () => {
    await fc.assert(
      fc.asyncProperty(anyStudy, async (study) => {
        const [db, journal] = [fresh(".db"), fresh(".journal")]
        await writeSqlite(db, study)
        await writeJournal(journal, study)
        expect((await readOptuna(db, undefined)).study).toEqual(study)
        expect((await readOptuna(journal, undefined)).study).toEqual(study)
      }),
      { numRuns: 8 },
    )
  })
})

/** A store with a log in it. */
async function storeWith(bodies: readonly EventBody[], name = "s"): Promise<EventStore> {
  const store = await openStore("memory:")
  await store.append(name, bodies)
  return store
}

describe("any study of ours", () => {
  test("can be given out: one trial each, in its state, and every number in its order", async () => {
    const states = { waiting: "WAITING", running: "RUNNING", paused: "RUNNING", complete: "COMPLETE", pruned: "PRUNED", failed: "FAIL" }
    await fc.assert(
      fc.asyncProperty(anyStudyLog(), async (log) => {
        const store = await storeWith(log)
        const { study } = await fromLog(store, "s")
        const { ledger } = (await readMind(store, "s", choose))!
        expect(study.trials.map(({ number }) => number)).toEqual(study.trials.map((_, i) => i))
        expect(study.trials).toHaveLength(ledger.trials.length + ledger.baselines.length)
        const told = study.trials.map(({ state }) => state).toSorted()
        expect(told).toEqual([...ledger.trials.map(({ state }) => states[state]), ...ledger.baselines.map(() => "WAITING")].toSorted())
      }),
      { numRuns: 40 },
    )
  })

  test("of every kind of parameter has them by dotted names; what Optuna cannot hold is named", async () => {
    const space = spaceFromJson({
      lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
      beta: { type: "float", low: 0.9, high: 0.999, scale: "reverse-log" },
      batch: { type: "int", low: 16, high: 64, scale: "pow2" },
      depth: { type: "ordinal", values: [2, 4, 8] },
      shape: { type: "choice", values: [[1, 2], "flat"] },
      optimizer: { type: "branch", branches: { sgd: { momentum: { type: "float", low: 0, high: 1 } }, adam: {} } },
      units: { type: "list", length: "layers", of: { type: "int", low: 4, high: 64 } },
      layers: { type: "int", low: 1, high: 2 },
      wd: { type: "mix", of: [0, { type: "float", low: 1e-5, high: 0.1, scale: "log" }] },
      name: { type: "fixed", value: "v1" },
    }).json as Definition["space"]
    const config = {
      lr: 0.01,
      beta: 0.95,
      batch: 32,
      depth: 4,
      shape: [1, 2],
      optimizer: { use: "sgd", momentum: 0.5 },
      units: [8, 16],
      layers: 2,
      wd: 0.01,
      name: "v1",
    }
    const store = await storeWith([
      created({ space, objectives: [{ metric: "loss", direction: "minimize" }], constraints: ["size <= 50"] }),
      { kind: "trial.added", trial: 0, config, state: "complete", metrics: { loss: 0.25, size: 60 } },
      { kind: "note.set", trial: 0, key: "who", value: ["é", 1] },
      { kind: "baseline.enqueued", config: { ...config, optimizer: { use: "adam" } }, label: "mine" },
    ])
    const { study, lost } = await fromLog(store, "s", "there")
    const [first, second] = study.trials
    expect(Object.fromEntries(Object.entries(first!.params).map(([name, { internal }]) => [name, internal]))).toEqual({
      lr: 0.01,
      beta: 0.95,
      batch: 1,
      depth: 1,
      shape: 0,
      optimizer: 0,
      "optimizer.momentum": 0.5,
      layers: 2,
      "units[0]": 8,
      "units[1]": 16,
      wd: 1,
      "wd.range1": 0.01,
      name: 0,
    })
    expect(first!.params["shape"]!.distribution).toBe('{"name": "CategoricalDistribution", "attributes": {"choices": ["[1,2]", "flat"]}}')
    expect(first).toMatchObject({
      values: [0.25],
      user: { who: '["\\u00e9", 1]', "diapason:metrics": '{"size": 60}' },
      system: { constraints: "[10.0]" },
    })
    expect(second).toMatchObject({ state: "WAITING", params: {}, user: { "diapason:label": '"mine"' } })
    expect(second!.system["fixed_params"]).toContain('"optimizer": "adam"')
    expect(lost.join("\n")).toMatch(
      /the scale of beta.*\n.*the order of batch.*\n.*the order of depth.*\n.*conditions of .*optimizer\.momentum/,
    )
  })
})

describe("a study that was taken over", () => {
  test("teaches the sampler, and what happened to it here goes back with it", async () => {
    const store = await openStore("memory:")
    await importOptuna(await database("4.5"), store, { wanted: "old", name: "mine" })
    const mind = (await readMind(store, "mine", choose))!
    expect(mind.ledger.finished).toHaveLength(8)
    expect(mind.ledger.baselines).toHaveLength(1)
    const proposal = await propose(mind)
    expect(proposal).toMatchObject({ kind: "trial", number: 8, by: "baseline", config: { lr: 0.001, depth: 3, drop: 0.1, opt: "adam" } })
    const config = (proposal as { config: Config }).config
    const attempt = { trial: 8, attempt: 1 }
    await store.append("mine", [
      { kind: "trial.suggested", trial: 8, config, why: "", by: "baseline", basis: 1 },
      { kind: "trial.started", ...attempt, session: "x" },
      { kind: "trial.finished", ...attempt, state: "complete", metrics: { value: 0.125 } },
      { kind: "note.set", trial: 0, key: "who", value: "somebody else" },
    ])
    const next = await propose((await readMind(store, "mine", choose))!)
    expect(next).toMatchObject({ kind: "trial", number: 9 })
    expect((next as { why: string }).why).toMatch(/model|expect/)
    const path = fresh(".db")
    await exportOptuna(store, "mine", path, "old")
    const [theirs, ours] = [(await readOptuna(await database("4.5"), "old")).study, (await readOptuna(path, "old")).study]
    expect(ours.trials.slice(1, 8)).toEqual(theirs.trials.slice(1, 8))
    expect(ours.trials[0]).toEqual({ ...theirs.trials[0], user: { who: '"somebody else"' } })
    expect(ours.trials[8]).toMatchObject({ number: 8, state: "COMPLETE", values: [0.125] })
    expect(ours.trials[8]!.params["lr"]).toEqual({ ...theirs.trials[7]!.params["lr"], internal: 0.001 })
    await store.close()
  })

  test("is refused under a name that is taken, and gone on with where it was broken off", async () => {
    const [store, half] = [await openStore("memory:"), await openStore("memory:")]
    const path = await database("4.5")
    await importOptuna(path, store, { wanted: "old" })
    await expect(importOptuna(path, store, { wanted: "old" })).rejects.toThrow("D350")
    const bodies: EventBody[] = []
    for await (const batch of store.read("old", 0))
      for (const { seq: _, at: __, hash: ___, ...body } of batch) bodies.push(body as EventBody)
    await half.append("old", bodies.slice(0, 5), { once: "study" })
    await importOptuna(path, half, { wanted: "old" })
    expect((await fromLog(half, "old")).study).toEqual((await fromLog(store, "old")).study)
    await Promise.all([store.close(), half.close()])
  })
})

test("a thousand trials go there and back in well under a second", async () => {
  const trials = Array.from({ length: 1000 }, (_, i) => ({
    params: { x: float(0, 1, i / 1000), c: choice('["a", "b"]', i % 2) },
    reports: [[0, i] as const, [1, i] as const],
    user: { note: `"${i}"` },
    start: "2026-01-01T00:00:00.000000",
    complete: "2026-01-01T00:00:01.000000",
  }))
  const study = studyOf(trials)
  const begun = process.cpuUsage()
  const { back } = await thereAndBack(study)
  // Of processor time, as tests run beside each other.
  expect((process.cpuUsage(begun).user + process.cpuUsage(begun).system) / 1000).toBeLessThan(1500)
  expect(back).toEqual(study)
})
