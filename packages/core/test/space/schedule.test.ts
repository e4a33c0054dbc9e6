import {
  assemble,
  defaultFlat,
  describeSpace,
  DiapasonError,
  drawFlat,
  float,
  flatten,
  leaves,
  log,
  ordinal,
  parseParameter,
  printParameter,
  sameSpace,
  schedule,
  space,
  spaceFromJson,
  type Config,
  type Infer,
  type Json,
} from "@diapason/core"
import { scheduleProblem } from "@diapason/core/schedule"
import fc from "fast-check"
import { describe, expect, expectTypeOf, it, test } from "vitest"
import { units } from "./arbitraries.ts"

const usual = spaceFromJson({ lr: "schedule(1e-5, 1e-1)" })

describe("a schedule", () => {
  it("is lowered to its form and its fields; what is not searched is a constant", () => {
    expect(usual.parameters).toEqual([
      { kind: "choice", name: "lr", values: ["cosine", "wsd", "linear"] },
      { kind: "float", name: "lr.base", low: 1e-5, high: 0.1, scale: "log" },
      { kind: "ordinal", name: "lr.warmup", values: [0, 0.01, 0.03, 0.1] },
      { kind: "constant", name: "lr.floor", value: 0 },
      { kind: "constant", name: "lr.decay", value: 0.2, condition: { parents: [{ name: "lr", values: ["wsd"] }] } },
      { kind: "constant", name: "lr.curve", value: "sqrt", condition: { parents: [{ name: "lr", values: ["wsd"] }] } },
    ])
  })

  it("is one object in a configuration, with what its form reads, and one value to a script", () => {
    const config = assemble(usual, { lr: "wsd", "lr.base": 0.01, "lr.warmup": 0.03, "lr.floor": 0, "lr.decay": 0.2, "lr.curve": "sqrt" })
    expect(config).toEqual({ lr: { form: "wsd", base: 0.01, warmup: 0.03, decay: 0.2, curve: "sqrt", floor: 0 } })
    expect(leaves(usual, config)).toEqual([{ path: "lr", flag: "lr", env: "DIAPASON_PARAM_LR", value: config["lr"] }])
  })

  it("in a baseline needs no more than its form, its base and its warm-up", () => {
    expect(assemble(usual, flatten(usual, { lr: { form: "cosine", base: 0.01, warmup: 0 } }))).toEqual({
      lr: { form: "cosine", base: 0.01, warmup: 0, floor: 0 },
    })
  })

  it("may have a default, which fills what a configuration leaves out", () => {
    const s = spaceFromJson({
      lr: { type: "schedule", base: { low: 1e-5, high: 0.1, default: 0.02 }, default: { form: "linear", base: 0.01, warmup: 0.1 } },
    })
    expect(assemble(s, defaultFlat(s))).toEqual({ lr: { form: "linear", base: 0.01, warmup: 0.1, floor: 0 } })
    expect(s.parameters.map(({ name }) => name)).toEqual(usual.parameters.map(({ name }) => name))
  })

  it("is read by conditions and constraints: its form by its name, its fields by their paths", () => {
    const s = spaceFromJson({ lr: "schedule(1e-5, 1e-1)", clip: "0.1..1 if lr=wsd" }, ["lr.form != 'linear' || lr.base < 0.01"])
    expect(s.parameters.at(-1)?.condition).toEqual({ parents: [{ name: "lr", values: ["wsd"] }] })
    expect(s.constraints).toEqual(["lr.form != 'linear' || lr.base < 0.01"])
  })

  it("drawn at random is a schedule, and is flattened back", () => {
    const forms = ["constant", "step", "multistep", "exponential", "polynomial", "linear", "inverse-sqrt", "cosine"]
    const all = spaceFromJson({
      lr: {
        type: "schedule",
        base: "log(1e-5, 1)",
        forms: [...forms, "warm-restarts", "one-cycle", "wsd", "plateau"],
        warmup: "float(0, 0.5)",
        floor: [0, 0.1],
        cycles: { low: 1, high: 5 },
        curve: ["linear", "sqrt"],
        milestones: [[0.5], [0.3, 0.6]],
      },
    })
    fc.assert(
      fc.property(units, (stream) => {
        const flat = drawFlat(all, () => stream.next().value)
        const config = assemble(all, flat)
        expect(scheduleProblem(config["lr"])).toBeUndefined()
        expect(flatten(all, config)).toEqual(flat)
      }),
      { numRuns: 200 },
    )
  })
})

describe("the one line of a schedule", () => {
  test.for<[string, string, Json]>([
    ["schedule(1e-5, 1e-1)", "schedule(1e-05, 0.1, cosine, wsd, linear)", { base: lr(1e-5, 0.1), forms: ["cosine", "wsd", "linear"] }],
    ["schedule(1e-5, 1e-1, cosine, wsd)", "schedule(1e-05, 0.1, cosine, wsd)", { base: lr(1e-5, 0.1), forms: ["cosine", "wsd"] }],
    ["schedule(0.01, one-cycle)", "schedule(0.01, one-cycle)", { base: 0.01, forms: ["one-cycle"] }],
    [
      "schedule((0.01,0.03), wsd, warmup=0, decay=0.1..0.2)",
      "schedule(ordinal(0.01, 0.03), wsd, warmup=0, decay=float(0.1, 0.2))",
      { base: { type: "ordinal", values: [0.01, 0.03] }, forms: ["wsd"], warmup: 0, decay: { type: "float", low: 0.1, high: 0.2 } },
    ],
    [
      "schedule(0.1, multistep, milestones=[0.3,0.6])",
      "schedule(0.1, multistep, milestones=[0.3,0.6])",
      { base: 0.1, forms: ["multistep"], milestones: [0.3, 0.6] },
    ],
    // What is as usual is not written.
    ["schedule(0.1, wsd, decay=0.2, curve=sqrt, floor=0)", "schedule(0.1, wsd)", { base: 0.1, forms: ["wsd"] }],
    [
      'schedule(0.1, wsd, default={"form":"wsd"}, unit=rate) if opt=sgd',
      'schedule(0.1, wsd, default={"form":"wsd"}, unit="rate") if opt=sgd',
      { base: 0.1, forms: ["wsd"], default: { form: "wsd" }, unit: "rate", when: { opt: ["sgd"] } },
    ],
  ])("%s", ([text, canonical, json]) => {
    expect(parseParameter(text).json).toEqual({ type: "schedule", ...(json as object) })
    expect(printParameter(parseParameter(text).json)).toBe(canonical)
    expect(parseParameter(canonical).json).toEqual(parseParameter(text).json)
  })

  it("tells spaces apart", () => {
    const other = spaceFromJson({ lr: "schedule(1e-5, 1e-1, cosine)" })
    expect(sameSpace(usual, other)).toEqual(["lr changed schedule(1e-05, 0.1, cosine, wsd, linear) → schedule(1e-05, 0.1, cosine)"])
    expect(describeSpace(other)).toBe("lr schedule(1e-05, 0.1, cosine)")
  })
})

function lr(low: number, high: number): Json {
  return { type: "float", low, high, scale: "log" }
}

describe("schedule()", () => {
  it("builds the JSON that the one line has", () => {
    const made = space({
      a: schedule(1e-5, 1e-1),
      b: schedule(log(1e-4, 1e-2), { forms: ["wsd", "one-cycle"], warmup: 0.05, decay: float(0.1, 0.3) }),
      c: schedule(0.01, { forms: ["multistep"], milestones: [0.3, 0.6], warmup: ordinal(0, 0.1) }),
    })
    const read = spaceFromJson({
      a: "schedule(1e-5, 1e-1)",
      b: "schedule(1e-4, 1e-2, wsd, one-cycle, warmup=0.05, decay=0.1..0.3)",
      c: "schedule(0.01, multistep, milestones=[0.3,0.6], warmup=(0,0.1))",
    })
    expect(made.json).toEqual(read.json)
    expect(made.parameters).toEqual(read.parameters)
    expectTypeOf<Infer<typeof made>["a"]["form"]>().toEqualTypeOf<"cosine" | "wsd" | "linear">()
    expectTypeOf<Infer<typeof made>["b"]["form"]>().toEqualTypeOf<"wsd" | "one-cycle">()
    expectTypeOf<Infer<typeof made>["b"]["base"]>().toEqualTypeOf<number>()
    // @ts-expect-error there is no such form
    void (() => schedule(1e-5, 1e-1, { forms: ["cosin"] }))
  })
})

describe("a schedule that cannot be built says where and why", () => {
  test.for<[string, string]>([
    ["schedule(1e-5, 0.1, cosin)", "D117  x=schedule(1e-5, 0.1, cosin): the form cosin is not known here (column 23)"],
    ["schedule(1e-5, 0.1, wsd, wsd)", "D106  x=schedule(1e-5, 0.1, wsd, wsd): the value wsd is given twice (column 28)"],
    ["schedule(0, 0.1)", "D101  x=schedule(0, 0.1): a log range cannot start at 0 or below (column 12)"],
    ["schedule(0.1, 0.01)", "D105  x=schedule(0.1, 0.01): the range ends at 0.01, below its start 0.1 (column 17)"],
    ["schedule(-1, cosine)", "D118  x=schedule(-1, cosine): expected a rate above 0, found -1 (column 12)"],
    ["schedule(float(0, 1), cosine)", "D118  x=schedule(float(0, 1), cosine): expected a rate above 0, found 0 (column 12)"],
    ["schedule(bool, cosine)", "D117  x=schedule(bool, cosine): the form bool is not known here (column 12)"],
    ["schedule(cosine)", "D118  x=schedule(cosine): expected a rate above 0, found nothing (column 18)"],
    ["schedule()", "D118  x=schedule(): expected a rate above 0, found nothing"],
    ["schedule(1, 2, 3)", "D102  x=schedule(1, 2, 3): expected the name of a form such as cosine, found 3 (column 18)"],
    [
      "schedule(1, 2, cosine, 0..1)",
      "D102  x=schedule(1, 2, cosine, 0..1): expected the name of a form such as cosine, found 0..1 (column 26)",
    ],
    ["schedule(1, 2, wramup=0)", "D117  x=schedule(1, 2, wramup=0): wramup is not known here (column 18)"],
    [
      "schedule(1, 2, cosine, power=2)",
      "D117  x=schedule(1, 2, cosine, power=2): power, read by polynomial only, is not known here (column 26)",
    ],
    ["schedule(1, 2, warmup=1)", "D118  x=schedule(1, 2, warmup=1): expected a share from 0 and below 1, found 1 (column 18)"],
    [
      "schedule(1, 2, warmup=0.5..1.5)",
      "D118  x=schedule(1, 2, warmup=0.5..1.5): expected a share from 0 and below 1, found 1.5 (column 18)",
    ],
    [
      "schedule(1, 2, wsd, curve=round)",
      'D118  x=schedule(1, 2, wsd, curve=round): expected "linear" or "sqrt", found "round" (column 23)',
    ],
    ["schedule(1, 2, warm-restarts, cycles=0..3)", "expected a whole number from 1 to 100, found 0 (column 33)"],
    [
      'schedule(1, 2, default={"form":"step"})',
      'expected one of its schedules, such as {"form":"cosine","base":0.01}, found {"form":"step"} (column 18)',
    ],
  ])("%s", ([text, message]) => {
    expect(problemOf(() => spaceFromJson({ x: text }))).toContain(message)
  })

  test.for<[Json, string]>([
    [{ base: { low: 0, high: 1 } }, "a log range cannot start at 0 or below (space.x.base.low)"],
    [{ base: 1, forms: [] }, 'expected an array of forms such as ["cosine", "wsd"], found [] (space.x.forms)'],
    [{ base: 1, forms: "cosine" }, 'expected an array of forms such as ["cosine", "wsd"], found "cosine" (space.x.forms)'],
    [{ base: 1, forms: [3] }, "the form 3 is not known here (space.x.forms[0])"],
    [{ base: 1, warmup: { low: 0, high: 0.1, stp: 1 } }, "stp is not known here (space.x.warmup.stp)"],
    [{ base: 1, warmup: { type: "bool" } }, 'expected a share from 0 and below 1, found {"type":"bool"} (space.x.warmup)'],
    [{ base: 1, warmup: "float(0, 0.1) if y=1" }, "expected a share from 0 and below 1"],
    [{ base: 1, warmup: "soon" }, 'expected a share from 0 and below 1, found "soon" (space.x.warmup)'],
    [{ base: 1, default: { form: "cosine", bse: 1 } }, "expected one of its schedules"],
    [{ base: { low: 1e-5, high: 0.1 }, default: { form: "cosine", base: 3 } }, "The value 3 of x.base is outside its domain: [1e-05, 0.1]"],
  ])("%j", ([json, message]) => {
    expect(problemOf(() => spaceFromJson({ x: { type: "schedule", ...(json as object) } }))).toContain(message)
  })

  test.for<[Config, string]>([
    [{ lr: { form: "step", base: 0.01 } }, 'D113  The value {"form":"step","base":0.01} of lr is outside its domain: cosine, wsd, linear.'],
    [{ lr: { form: "cosine", base: 1, warmup: 0 } }, "D113  The value 1 of lr.base is outside its domain: [1e-05, 0.1]."],
    [{ lr: { form: "cosine", bse: 1 } }, "D112  The configuration sets lr.bse, which is not in the space."],
    [{ lr: { form: "cosine", base: 0.01, decay: 0.2, warmup: 0 } }, "D112  The configuration sets lr.decay, which is not in the space."],
    [{ lr: { form: "cosine" } }, "D115  The configuration has no value for lr.base, and lr.base has no default."],
    [{ lr: 0.01 }, "D113  The value 0.01 of lr is outside its domain: cosine, wsd, linear."],
  ])("the configuration %j", ([config, message]) => {
    expect(problemOf(() => flatten(usual, config))).toContain(message)
  })
})

function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof DiapasonError) return error.message
    throw error
  }
  return "none"
}
