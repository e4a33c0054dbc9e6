import { assemble, fulfils, type Flat, type Sampler } from "@diapason/core"
import { scheduleProblem, scheduleValue, type Schedule } from "@diapason/core/schedule"
import { log } from "@diapason/math"
import { expect, it } from "vitest"
import { random } from "../../src/samplers/random.ts"
import { tpe } from "../../src/samplers/tpe.ts"
import { play, problemOn } from "../asking.ts"

const problem = problemOn({ lr: "schedule(1e-5, 1e-1, cosine, wsd, one-cycle, constant, floor=0..0.5, decay=0.05..0.5)" })
const scheduleOf = (flat: Flat): Schedule => assemble(problem.space, flat)["lr"] as unknown as Schedule

/** How far a schedule is from a warm-up of 3 %, a height of 0.003 and a fall over the last fifth: the mean of |ln| of the two rates. */
function loss(flat: Flat): number {
  const wanted: Schedule = { form: "wsd", base: 0.003, warmup: 0.03, decay: 0.2, floor: 0.1 }
  const steps = Array.from({ length: 50 }, (_, i) => i + 0.5)
  const far = (step: number): number =>
    Math.abs(log((scheduleValue(scheduleOf(flat), step, 50) + 1e-6) / (scheduleValue(wanted, step, 50) + 1e-6)))
  return steps.reduce((sum, step) => sum + far(step), 0) / steps.length
}

it.each([
  ["random", random()],
  ["tpe", tpe()],
])("%s searches schedules: each suggestion is one of the space, with all its forms among them", async (_, sampler) => {
  const { flats } = await play(sampler, problem, 60, (flat) => ({ kind: "complete", losses: [loss(flat)], violations: [] }))
  expect(flats.length).toBe(60)
  for (const flat of flats) {
    expect(fulfils(problem.space, flat)).toBe(true)
    expect(scheduleProblem(scheduleOf(flat))).toBeUndefined()
  }
  expect(new Set(flats.map((flat) => scheduleOf(flat).form))).toEqual(new Set(["cosine", "wsd", "one-cycle", "constant"]))
})

it("tpe comes nearer to a wanted schedule than random trials do, on average over ten seeds", async () => {
  const best = async (sampler: Sampler): Promise<number> => {
    let sum = 0
    for (let seed = 0; seed < 10; seed++) {
      const { flats } = await play(sampler, { ...problem, seed }, 60, (flat) => ({
        kind: "complete",
        losses: [loss(flat)],
        violations: [],
      }))
      sum += Math.min(...flats.map(loss))
    }
    return sum / 10
  }
  const [modelled, blind] = [await best(tpe()), await best(random())]
  expect(modelled).toBeLessThan(0.75 * blind)
})
