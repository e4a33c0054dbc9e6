import type { Curve } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { curveNoise } from "../../src/schedulers/pasha/agree.ts"
import { pasha } from "../../src/schedulers/pasha.ts"
import { stage } from "./rung-stage.ts"

const fidelity = { name: "epoch", min: 1, max: 81, resumable: true }
const highest = (played: readonly string[]): number => Math.max(...played.map((one) => Number(one.split("@")[1])))

describe("pasha", () => {
  it("lets nobody beyond the second rung while the rungs agree on the order", () => {
    const { turn } = stage(pasha(), { fidelity })
    const played = Array.from({ length: 80 }, () => turn((trial, step) => trial + 1 / step))
    expect(highest(played)).toBe(3)
    expect(played.filter((one) => one.endsWith("@3")).length).toBe(20)
  })

  it("raises the ceiling by a rung where they do not", () => {
    const { turn } = stage(pasha(), { fidelity })
    // From step 2 on the order is turned around: rungs 1 and 3 disagree, rungs 3 and 9 agree.
    const played = Array.from({ length: 80 }, () => turn((trial, step) => (step === 1 ? trial : -trial)))
    expect(highest(played)).toBe(9)
  })

  it("says how high trials may run", () => {
    const { turn, fill, report } = stage(pasha(), { fidelity })
    for (let i = 0; i < 2; i++) turn((trial) => trial)
    expect(report(fill()!, 1, 5).why).toBe("rank 3 of 3 at rung 1; the cut is 0; nobody runs beyond step 3 yet")
  })

  it("runs the winner in full when the budget of trials is handed out", () => {
    const { turn, fill, ledger } = stage(pasha(), { fidelity, budget: { trials: 9 } })
    const played = Array.from({ length: 13 }, () => turn((trial) => trial))
    expect(played.at(-1)).toBe("0@81")
    expect(fill()).toBeUndefined()
    expect(ledger.trials[0]!.state).toBe("complete")
  })

  it("ranks what is not a number last and does not raise the ceiling for it", () => {
    const { turn } = stage(pasha(), { fidelity })
    expect(highest(Array.from({ length: 40 }, () => turn((trial) => (trial % 5 === 4 ? NaN : trial))))).toBe(3)
  })
})

describe("the noise of curves", () => {
  const curve = (...losses: (number | undefined)[]): Curve => ({ steps: losses.map((_, i) => i + 1), columns: new Map([["loss", losses]]) })
  const judged = { metric: "loss", loss: ({ loss = NaN }) => loss }

  it("is what lies between two that crossed and crossed back", () => {
    expect(curveNoise([curve(1, 2, 1), curve(2, 1, 1.25)], 3, judged)).toBe(0.25)
  })

  it("is nothing where they crossed once, or only touched, or are alone", () => {
    expect(curveNoise([curve(1, 2, 3), curve(2, 1, 1)], 3, judged)).toBe(0)
    expect(curveNoise([curve(1, 1, 1), curve(2, 1, 2)], 3, judged)).toBe(0)
    expect(curveNoise([curve(1, 2, 1)], 3, judged)).toBe(0)
  })

  it("looks no further than the rung, and passes over what is missing or not a number", () => {
    expect(curveNoise([curve(1, 2, 1), curve(2, 1, 1.25)], 2, judged)).toBe(0)
    expect(curveNoise([curve(1, NaN, 2, undefined, 1), curve(2, 5, 1, 0, 1.5)], 5, judged)).toBe(0.5)
  })

  it("is the 90th percentile over pairs", () => {
    // The three pairs end 0.1, 0.2 and 0.3 apart.
    const three = [curve(1, 3, 1), curve(2, 2, 1.1), curve(3, 1, 1.3)]
    expect(curveNoise(three, 3, judged)).toBeCloseTo(0.1 + 0.9 * 2 * 0.1, 12)
  })
})
