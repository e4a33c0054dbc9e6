import { createLedger, fold, type Definition, type EventBody, type Ledger } from "@diapason/core"
import { describe, expect, test } from "vitest"
import type { OptunaStudy } from "../../../src/exchange/optuna/study.ts"
import { choice, float, int, studyOf, thereAndBack } from "./given.ts"

type Params = OptunaStudy["trials"][number]["params"]

/** What a study of trials with these parameters becomes; it must come back equal. */
async function taken(
  study: OptunaStudy,
): Promise<{ readonly space: Definition["space"]; readonly ledger: Ledger; readonly notes: readonly string[] }> {
  const { back, notes, events } = await thereAndBack(study)
  expect(back).toEqual(study)
  const stamped = (body: EventBody, i: number) => ({ ...body, seq: i + 1, at: 0, hash: "" })
  const ledger = createLedger(stamped(events[0]!, 0))
  events.slice(1).forEach((body, i) => fold(ledger, stamped(body, i + 1)))
  return { space: ledger.definition.space, ledger, notes }
}

const drawn = (...params: readonly Params[]): OptunaStudy => studyOf(params.map((one) => ({ params: one })))
const configs = ({ ledger }: { readonly ledger: Ledger }): readonly object[] => ledger.trials.map(({ config }) => config)

describe("ranges", () => {
  test("that changed are as wide as they ever were; each trial keeps its own", async () => {
    const got = await taken(drawn({ x: float(0, 1, 0.5), n: int(1, 4, 2) }, { x: float(-1, 0.5, 0), n: int(2, 8, 8) }))
    expect(got.space).toEqual({ x: { type: "float", low: -1, high: 1 }, n: { type: "int", low: 1, high: 8 } })
    expect(got.notes).toEqual([
      "x: its range changed on the way; it is the widest now",
      "n: its range changed on the way; it is the widest now",
    ])
  })

  test("hold a value that somebody had enqueued outside of them", async () => {
    expect((await taken(drawn({ x: float(0, 1, 3) }))).space).toEqual({ x: { type: "float", low: 0, high: 3 } })
  })

  test("with steps are on decimals here, and as floats have them there", async () => {
    const got = await taken(drawn({ x: float(0, 1, 0.1 * 3, { step: 0.1 }) }, { x: float(0, 1, 0.7, { step: 0.1 }) }))
    expect(got.space).toEqual({ x: { type: "float", low: 0, high: 1, step: 0.1 } })
    expect(configs(got)).toEqual([{ x: 0.3 }, { x: 0.7 }])
  })

  test("are logarithmic only where all are, and lose a step that does not fit all", async () => {
    const mixed = await taken(
      drawn({ x: float(1, 10, 2, { log: true }), y: float(0, 1, 0.25, { step: 0.25 }) }, { x: float(1, 10, 3), y: float(0, 1, 0.1) }),
    )
    expect(mixed.space).toEqual({ x: { type: "float", low: 1, high: 10 }, y: { type: "float", low: 0, high: 1 } })
    expect((await taken(drawn({ x: float(1, 10, 2, { log: true }) }))).space).toEqual({
      x: { type: "float", low: 1, high: 10, scale: "log" },
    })
  })
})

describe("choices", () => {
  test("of several kinds stay apart, 1 from 1.0, true and the text 1", async () => {
    const choices = '[null, true, 1, 1.0, "1", 2.5, NaN, "None"]'
    const got = await taken(drawn(...Array.from({ length: 8 }, (_, i) => ({ c: choice(choices, i) }))))
    expect(got.space).toEqual({ c: { type: "choice", values: [null, true, 1, "1.0", "1", 2.5, "nan", "None"] } })
    expect(configs(got).map((config) => (config as { c: unknown }).c)).toEqual([null, true, 1, "1.0", "1", 2.5, "nan", "None"])
  })

  test("of lists that changed are all of them", async () => {
    const got = await taken(drawn({ c: choice('["a", "b"]', 1) }, { c: choice('["b", "c"]', 1) }))
    expect(got.space).toEqual({ c: { type: "choice", values: ["a", "b", "c"] } })
    expect(configs(got)).toEqual([{ c: "b" }, { c: "c" }])
  })

  test("take in a name that was a range at another time", async () => {
    const got = await taken(drawn({ c: choice('["a", "b"]', 1) }, { c: float(0, 1, 0.5) }))
    expect(got.space).toEqual({ c: { type: "choice", values: ["a", "b", 0.5] } })
    expect(got.notes).toEqual(["c: it was of several kinds; it is a choice of all its values now"])
  })
})

describe("parameters that only some trials have", () => {
  const kind = (i: number) => choice('["svc", "forest"]', i)
  const kernel = (i: number) => choice('["rbf", "linear"]', i)

  test("hang on the choice that tells, also one within another", async () => {
    const got = await taken(
      drawn(
        { kind: kind(0), kernel: kernel(0), gamma: float(0, 1, 0.5) },
        { kind: kind(0), kernel: kernel(1) },
        { kind: kind(1), depth: int(1, 9, 3) },
      ),
    )
    expect(got.space).toMatchObject({
      kernel: { when: { kind: ["svc"] } },
      gamma: { when: { kernel: ["rbf"] } },
      depth: { when: { kind: ["forest"] } },
    })
    expect(got.notes).toEqual([])
  })

  test("hang on a number of layers", async () => {
    const layers = (n: number): Params => ({
      n: int(1, 3, n),
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`units_${i}`, int(4, 64, 8 + i)])),
    })
    const got = await taken(drawn(layers(1), layers(3), layers(2)))
    expect(got.space).toMatchObject({ units_1: { when: "n >= 2" }, units_2: { when: "n >= 3" } })
    expect(got.space["units_0"]).not.toHaveProperty("when")
  })

  test("have a switch of their own where nothing tells", async () => {
    const got = await taken(drawn({ x: float(0, 1, 0.1), y: float(0, 1, 0.2) }, { x: float(0, 1, 0.1) }))
    expect(got.space).toMatchObject({ has_y: { type: "choice", values: [false, true] }, y: { when: { has_y: [true] } } })
    expect(configs(got)).toEqual([
      { x: 0.1, has_y: true, y: 0.2 },
      { x: 0.1, has_y: false },
    ])
    expect(got.notes).toEqual(["y: only some trials have it, and no other parameter tells which; has_y does"])
  })

  test("are not missed by what failed before it drew them: that is kept aside, and said", async () => {
    const x = { x: float(0, 1, 0.1) }
    const study = studyOf([{ params: { ...x, y: float(0, 1, 0.2) } }, { params: x, state: "FAIL" }, { params: {}, state: "FAIL" }])
    const trials = study.trials.map(({ values, ...rest }) => (rest.state === "FAIL" ? rest : { ...rest, values: values! }))
    const got = await taken({ ...study, trials })
    expect(configs(got)).toHaveLength(1)
    expect(got.notes).toEqual(["2 trials that lack parameters which others have: kept for an export, and not among the trials here"])
  })
})

test("names that Diapason cannot have are written otherwise, and said", async () => {
  const got = await taken(
    drawn({ "layers[0]": int(1, 2, 1), "1st": int(1, 2, 1), "a b": int(1, 2, 1), a_b: int(1, 2, 2), constructor: int(1, 2, 1) }),
  )
  expect(Object.keys(got.space)).toEqual(["layers_0_", "_1st", "a_b_2", "a_b", "_constructor"])
  expect(got.notes).toContain('the parameter "layers[0]" is called layers_0_ here')
})

test("constraints are limits on metrics: 0 or less is kept", async () => {
  const trial = (constraints: string) => ({ params: { x: float(0, 1, 0.5) }, system: { constraints } })
  const got = await taken(studyOf([trial("[0.5, -1.0]"), trial("[-0.5, 0.0]"), trial("null")]))
  expect(got.ledger.definition.constraints).toEqual(["constraint_0 <= 0", "constraint_1 <= 0"])
  expect(got.ledger.front).toEqual([1])
})

test("what is enqueued waits here too; what it does not name comes from the best trial", async () => {
  const drawn = { x: float(0, 1, 0.5), c: choice('["a", "b"]', 1) }
  const waiting = (fixed_params: string) => ({ state: "WAITING" as const, system: { fixed_params } })
  const study = studyOf([{ params: drawn }, waiting('{"x": 0.25, "c": "a"}'), waiting('{"x": 0.75}'), waiting('{"c": "z"}')])
  const trials = study.trials.map(({ values, ...rest }) => (rest.state === "WAITING" ? rest : { ...rest, values: values! }))
  const got = await taken({ ...study, trials })
  expect(got.ledger.baselines.map(({ config }) => config)).toEqual([
    { x: 0.25, c: "a" },
    { x: 0.75, c: "b" },
  ])
  expect(got.notes).toEqual([
    "1 enqueued trial that names only a part of the parameters: the others are those of the best trial",
    "1 enqueued trial that is no configuration of the space: kept for an export, and not enqueued here",
  ])
})

test("infinite values, and an objective's name and direction", async () => {
  const study = studyOf(
    [
      {
        values: [Infinity],
        params: { x: float(0, 1, 0.5) },
        reports: [
          [-1, 2],
          [0, NaN],
          [3, -Infinity],
        ],
      },
      { values: [0.5], params: { x: float(0, 1, 0.25) } },
    ],
    { directions: ["MAXIMIZE"], system: { "study:metric_names": '["acc"]' } },
  )
  const { ledger } = await taken(study)
  expect(ledger.definition.objectives).toEqual([{ metric: "acc", direction: "maximize" }])
  expect(ledger.trials[0]).toMatchObject({ state: "failed", failure: { kind: "nan", message: "acc was inf in Optuna" } })
  expect(ledger.trials[0]!.curve.steps).toEqual([0, 3])
  expect(ledger.front).toEqual([1])
})
