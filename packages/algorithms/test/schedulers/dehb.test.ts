import { spaceFromJson, type Config } from "@diapason/core"
import { rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dehbBrackets } from "../../src/schedulers/brackets/plan.ts"
import { child, pointOf } from "../../src/schedulers/dehb/child.ts"
import { sequenceOf } from "../../src/schedulers/dehb/sequence.ts"
import { dehb } from "../../src/schedulers/dehb.ts"
import { stage } from "./rung-stage.ts"

const epochs = (max: number) => ({ name: "epoch", min: 1, max, resumable: true })
const xOf = (config: Config): number => Number(config["x"])

describe("the sequence of DEHB", () => {
  const brackets = dehbBrackets(epochs(81), 3)
  const sequence = sequenceOf(brackets)

  it("has the brackets of the paper's code for R = 81", () => {
    expect(brackets.map((bracket) => bracket.map(({ trials }) => trials))).toEqual([
      [81, 27, 9, 3, 1],
      [27, 9, 3, 1],
      [9, 3, 1],
      [6, 2],
      [5],
    ])
  })

  it("has a population for each step, as large as its largest round", () => {
    expect([sequence.steps, sequence.sizes, sequence.first]).toEqual([[1, 3, 9, 27, 81], [81, 27, 9, 6, 5], 128])
  })

  it("tries the slots of each population in turn, pass after pass", () => {
    const pass = brackets.flat().reduce((sum, { trials }) => sum + trials, 0)
    const slots = sequence.steps.map((): number[] => [])
    for (let place = sequence.first; place < sequence.first + 3 * pass; place++) {
      const { level, slot } = sequence.bred(place)
      slots[level]!.push(slot)
    }
    slots.forEach((all, level) => expect(all).toEqual(all.map((_, i) => i % sequence.sizes[level]!)))
    expect(slots.map((all) => all.length / 3)).toEqual([81, 54, 27, 15, 10])
  })
})

describe("a child", () => {
  it("lies in the cube, and takes at least one coordinate of the mutant", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    const point = fc.array(unit, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(point, point, point, point, fc.nat(1000), (target, r1, r2, r3, seed) => {
        const born = child(target, [r1, r2, r3], rng(seed, 0, "de.child"))
        expect(born.every((x) => x >= 0 && x <= 1)).toBe(true)
        const mutant = r1.map((x, i) => x + 0.5 * (r2[i]! - r3[i]!))
        const taken = born.filter((x, i) => x === mutant[i] || mutant[i]! < 0 || mutant[i]! > 1)
        expect(taken.length).toBeGreaterThanOrEqual(1)
        born.forEach((x, i) => expect(x === mutant[i] || x === target[i] || mutant[i]! < 0 || mutant[i]! > 1).toBe(true))
      }),
    )
  })

  it("takes half of the coordinates and one more of those that are left: 0.5 + 0.5/d of them", () => {
    let taken = 0
    for (let seed = 0; seed < 4000; seed++) {
      const born = child(
        [0, 0, 0, 0],
        [
          [0.5, 0.5, 0.5, 0.5],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
        rng(seed, 0, "de.child"),
      )
      taken += born.filter((x) => x === 0.5).length / 4
    }
    expect(Math.abs(taken / 4000 - 0.625)).toBeLessThan(0.02)
  })

  it("comes from points that leave out nothing", () => {
    const space = spaceFromJson({ c: { type: "choice", values: ["a", "b"] }, x: { type: "float", low: 0, high: 2, when: { c: ["a"] } } })
    expect(pointOf(space, { c: "a", x: 0.5 }, rng(1, 0, "de.child"))).toEqual([0.25, 0.25])
    const [c, x] = pointOf(space, { c: "b" }, rng(1, 0, "de.child"))
    expect([c, x! > 0 && x! < 1]).toEqual([0.75, true])
  })
})

describe("dehb", () => {
  it("halves random configurations first, and then breeds, each child to its step and no further", () => {
    const { turn, ledger } = stage(dehb(), { fidelity: epochs(9) })
    const losses = (trial: number): number => Math.abs(xOf(ledger.trials[trial]!.config) - 0.3)
    const played = Array.from({ length: 90 }, () => turn(losses))
    // Brackets of 9, 3 and 3 trials, with 3 + 1 and 1 promotions.
    expect(played.slice(0, 20).map((one) => Number(one.split("@")[1]))).toEqual([
      ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9],
      ...[3, 3, 3, 9],
      ...[9, 9, 9],
    ])
    expect(played.slice(20, 33).map((one) => Number(one.split("@")[1]))).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9])
    const bred = ledger.trials.slice(15)
    expect(new Set(bred.filter(({ fidelity }) => fidelity! < 9).map(({ state }) => state))).toEqual(new Set(["pruned"]))
    expect(new Set(bred.filter(({ fidelity }) => fidelity === 9).map(({ state }) => state))).toEqual(new Set(["complete"]))
    // They come nearer to the best than the random ones of the beginning.
    const mean = (from: number, until: number): number =>
      ledger.trials.slice(from, until).reduce((sum, { number }) => sum + losses(number), 0) / (until - from)
    expect(mean(60, 85)).toBeLessThan(0.5 * mean(0, 15))
  })

  it("says whose child a trial is, and what became of it", () => {
    const { turn, fill, report, next, ledger } = stage(dehb(), { fidelity: epochs(9) })
    for (let i = 0; i < 20; i++) turn((trial) => trial)
    expect(next()).toMatchObject({
      do: "start",
      fidelity: 1,
      given: {
        why: expect.stringMatching(
          /^dehb: #\d+ moved by half of what parts #\d+ from #\d+, crossed with #0; for slot 1 of 9 at step 1$/,
        ) as string,
      },
    })
    const [first, second, third] = [fill()!, fill()!, fill()!]
    expect(report(first, 1, -5)).toEqual({ action: "stop", why: "it holds slot 1 of 9 at step 1 with -5, and runs no further" })
    expect(report(second, 1, 50)).toEqual({ action: "stop", why: "#1 keeps slot 2 of 9 at step 1, and this one runs no further" })
    expect(report(third, 2, NaN)).toEqual({ action: "stop", why: "#2 keeps slot 3 of 9 at step 1, and this one runs no further" })
    expect(ledger.trials[first]).toMatchObject({ by: "dehb/1", state: "pruned" })
  })

  it("goes on when trials crash, are lost or excluded", () => {
    const { fill, report, end, lose, add, next } = stage(dehb(), { fidelity: epochs(9) })
    for (let i = 0; i < 60; i++) {
      const trial = fill()!
      if (i % 5 === 0) end(trial, "failed")
      else if (i % 7 === 0) lose(trial)
      else report(trial, i % 3 === 0 ? 9 : 3, trial)
      if (i === 30) add({ kind: "trial.excluded", trial: 1, why: "wrong" })
    }
    expect(next().do).toMatch(/start|resume/)
  })
})
