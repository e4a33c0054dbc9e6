import { branch, choice, defaultFlat, float, flatten, space } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { ablation, type Ablation } from "../../src/importance/ablation.ts"
import { changed } from "../../src/importance/changed.ts"
import { local, type Local } from "../../src/importance/local.ts"
import { evidenceFrom } from "./evidence-from.ts"

const square = space({ a: float(0, 1), b: float(0, 1), c: choice(["p", "q", "never"]) })
const random = rng(11, 0, "random")
const rows = Array.from({ length: 300 }, () => ({ a: random.uniform(), b: random.uniform(), c: "pq"[random.below(2)]! }))
// Where a is small, b does nothing.
const losses = rows.map(({ a, b, c }) => a * b + 0.2 * a + (c === "q" ? 0.05 : 0))
const evidence = evidenceFrom(square.parameters, rows, losses)

test("around a configuration only what varies there matters: elsewhere it may be another parameter", () => {
  const share = (a: number, name: string) =>
    (local(evidence, square, { a, b: 0.5, c: "p" }, { resamples: 0 }) as Local).parameters.find((p) => p.name === name)!.share
  expect(share(0.03, "b")).toBeLessThan(0.1)
  expect(share(0.97, "b")).toBeGreaterThan(0.3)
  const { parameters } = local(evidence, square, { a: 0.5, b: 0.5, c: "p" }, { resamples: 8 }) as Local
  for (const { share: told, low, high } of parameters) expect(low <= told && told <= high).toBe(true)
})

const branched = space({ base: float(0, 1), optimizer: branch({ sgd: { momentum: float(0, 1) }, adam: { beta: float(0, 1) } }) })
const draws = Array.from({ length: 200 }, () => {
  const optimizer = random.below(2) === 0 ? { use: "sgd", momentum: random.uniform() } : { use: "adam", beta: random.uniform() }
  return flatten(branched, { base: random.uniform(), optimizer })
})
const ofBranches = evidenceFrom(
  branched.parameters,
  draws,
  draws.map((flat) => (flat["optimizer"] === "sgd" ? 1 + Number(flat["optimizer.momentum"]) : 0.2 + 0.1 * Number(flat["base"]))),
)

test("a change of a choice takes along what it switches on and off", () => {
  const from = flatten(branched, { base: 0.5, optimizer: { use: "sgd", momentum: 0.9 } })
  const next = changed(branched, from, "optimizer", "adam", { "optimizer.beta": 0.25 })
  expect(next).toEqual({ base: 0.5, optimizer: "adam", "optimizer.beta": 0.25 })
  expect(changed(branched, from, "optimizer", "adam")["optimizer.beta"]).toBe(0.5)
})

test("a parameter that is not active in the configuration is named, not weighed", () => {
  const around = flatten(branched, { base: 0.5, optimizer: { use: "adam", beta: 0.5 } })
  const result = local(ofBranches, branched, around, { resamples: 0 }) as Local
  expect(result.inactive).toEqual(["optimizer.momentum"])
  expect(result.parameters[0]!.name).toBe("optimizer")
})

test("the path flips first what gains most, with what hangs on it, and says which steps are worth a run", () => {
  const from = flatten(branched, { base: 0.9, optimizer: { use: "sgd", momentum: 0.9 } })
  const to = flatten(branched, { base: 0.1, optimizer: { use: "adam", beta: 0.3 } })
  const { steps, start, end, untold } = ablation(ofBranches, branched, from, to, { resamples: 8 }) as Ablation
  expect(steps.map(({ name }) => name)).toEqual(["optimizer", "base"])
  expect(steps[0]!.along).toEqual(["optimizer.momentum", "optimizer.beta"])
  expect(steps[0]!.worthVerifying).toBe(true)
  expect(steps[1]!.worthVerifying).toBe(false)
  expect(start - end).toBeCloseTo(
    steps.reduce((sum, { gain }) => sum + gain, 0),
    12,
  )
  for (const { gain, low, high } of steps) expect(low <= gain && gain <= high).toBe(true)
  expect(untold).toEqual([])
})

test("from a configuration to itself there is no path, and a difference that no trial shows is named", () => {
  const at = defaultFlat(square)
  expect(ablation(evidence, square, at, at)).toEqual({ lacks: "The two configurations differ in nothing that the trials tell apart." })
  const wider = space({ a: float(0, 1), b: float(0, 1), c: choice(["p", "q", "never"]), fixed: float(0, 1) })
  const told = ablation(evidence, wider, { a: 0.9, b: 0.9, c: "p", fixed: 0 }, { a: 0, b: 0.1, c: "p", fixed: 1 }, { resamples: 0 })
  expect((told as Ablation).untold).toEqual(["fixed"])
})

test("a step that would break a constraint waits", () => {
  const limited = space({ a: float(0, 1), b: float(0, 1), c: choice(["p", "q", "never"]) }, { constraints: ["a + b >= 0.8"] })
  const { steps } = ablation(evidence, limited, { a: 0.9, b: 0.1, c: "p" }, { a: 0.1, b: 0.9, c: "p" }, { resamples: 0 }) as Ablation
  expect(steps.map(({ name }) => name)).toEqual(["b", "a"])
})
