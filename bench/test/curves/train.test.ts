import type { Config } from "@diapason/core"
import { describe, expect, test } from "vitest"
import type { Handed, Learner } from "../../src/curves/learner.ts"
import { randomEntrant, secondsOfRandom } from "../../src/curves/random-entrant.ts"
import { train, type Terms } from "../../src/curves/train.ts"
import type { World } from "../../src/curves/world.ts"
import { tiny } from "./tiny-world.ts"

const handed = (trial: number, config: Config, from = 0, to = 4): Handed => ({ kind: "train", trial, config, from, to })
const waits: Handed = { kind: "wait" }

/** Answers asks by a script, then that it is done; ends trainings where told; says what it heard. */
function scripted(script: readonly Handed[], { endings = [] as readonly string[] } = {}) {
  const heard: string[] = []
  const waiting = [...script]
  const learner: Learner = {
    ask: () => Promise.resolve(waiting.shift() ?? { kind: "done" }),
    report: (trial, epoch) => {
      heard.push(`${trial}@${epoch}`)
      return Promise.resolve(endings.includes(`${trial}@${epoch}`) ? "over" : "on")
    },
    finish: (trial, value) => Promise.resolve(void heard.push(`${trial}=${value}`)),
    leave: () => Promise.resolve(),
  }
  return { learner, heard }
}

const paid = (end: number): Terms => ({ clock: "epochs", workers: 1, end })
const timed = (workers: number, end = Infinity): Terms => ({ clock: "seconds", workers, end })

describe("epochs that are paid", () => {
  test("a training that was ended and goes on later pays for its new epochs alone", async () => {
    const [a, b] = [
      { x: 0.8, pace: 1 },
      { x: 0.4, pace: 1 },
    ]
    const script = scripted([handed(0, a, 0, 2), handed(1, b, 0, 2), handed(0, a, 2, 4)], { endings: ["0@2", "1@2"] })
    const played = await train(script.learner, tiny, paid(100))
    expect(script.heard).toEqual(["0@1", "0@2", "1@1", "1@2", "0@3", "0@4", "0=0.8"])
    expect(played).toMatchObject({ epochs: 6, until: 6, begun: 2, full: 1 })
  })

  test("what would end after the budget is not heard of", async () => {
    const script = scripted([handed(0, { x: 1, pace: 1 }), handed(1, { x: 1, pace: 1 })])
    expect(await train(script.learner, tiny, paid(6))).toMatchObject({ epochs: 6, until: 6, full: 1 })
    expect(script.heard.at(-1)).toBe("1@2")
  })

  test("nothing is asked for when the budget is spent", async () => {
    const script = scripted([handed(0, { x: 1, pace: 1 }), handed(1, { x: 1, pace: 1 })])
    expect(await train(script.learner, tiny, paid(4))).toMatchObject({ epochs: 4, begun: 1 })
  })

  test("what was paid before is answered at once, and costs nothing", async () => {
    const a = { x: 0.8, pace: 1 }
    const script = scripted([handed(0, a, 0, 2), handed(1, a, 2, 2), handed(2, a, 2, 3)])
    expect(await train(script.learner, tiny, paid(100))).toMatchObject({ epochs: 3, until: 3, begun: 1 })
    expect(script.heard).toEqual(["0@1", "0@2", "0=0.4", "1=0.4", "2@3", "2=0.6000000000000001"])
  })

  test("a tuner that goes on asking for what it has is broken", async () => {
    const learner = { ...scripted([]).learner, ask: () => Promise.resolve(handed(0, { x: 1, pace: 1 }, 2, 2)) }
    await expect(train(learner, tiny, paid(4))).rejects.toThrow("known already")
  })
})

describe("virtual time", () => {
  test("epochs are reported as they end, and those that end together as they were handed out", async () => {
    const script = scripted([handed(0, { x: 1, pace: 2 }), handed(1, { x: 1, pace: 1 })])
    expect(await train(script.learner, tiny, timed(2))).toMatchObject({ until: 8, epochs: 8 })
    expect(script.heard).toEqual(["1@1", "0@1", "1@2", "1@3", "0@2", "1@4", "1=1", "0@3", "0@4", "0=1"])
  })

  test("an epoch that was recorded as ended before the one before it ends with that", async () => {
    const world: World = { ...tiny, at: (config, epoch) => ({ ...tiny.at(config, epoch), seconds: [0, 5, 3, 7, 9][epoch]! }) }
    const script = scripted([handed(0, { x: 0.8 }, 0, 2), handed(1, { x: 0.9 }, 0, 2), handed(0, { x: 0.8 }, 2, 4)])
    const { until, curves } = await train(script.learner, world, timed(1))
    expect(curves.seen.map(([moment]) => moment)).toEqual([5, 10, 14])
    expect(until).toBe(16)
  })

  test("a worker that is free asks at once, and a training that was ended frees its worker", async () => {
    const script = scripted([handed(0, { x: 1, pace: 3 }), handed(1, { x: 1, pace: 1 }), handed(2, { x: 1, pace: 1 })], {
      endings: ["1@1"],
    })
    await train(script.learner, tiny, timed(2))
    // Trial 2 begins after a second: its second epoch ends at three, when the first of trial 0 does, which was handed out before.
    expect(script.heard.slice(0, 4)).toEqual(["1@1", "2@1", "0@1", "2@2"])
  })

  test("who is told to wait asks again after the next report", async () => {
    const script = scripted([handed(0, { x: 1, pace: 1 }), waits, waits, handed(1, { x: 1, pace: 1 })])
    await train(script.learner, tiny, timed(2))
    expect(script.heard.slice(0, 5)).toEqual(["0@1", "0@2", "0@3", "1@1", "0@4"])
  })

  test("to be told to wait while nothing runs is an error", async () => {
    await expect(train(scripted([waits]).learner, tiny, timed(2))).rejects.toThrow("waits while no trial is running")
  })

  test("random search ends with so many full trainings, at the time that is known before", async () => {
    for (const workers of [1, 3, 8]) {
      const learner = await randomEntrant().enter(tiny, { seed: 5, workers, size: 20 })
      const played = await train(learner as Learner, tiny, { ...timed(workers), trainings: 20 })
      expect(played.full).toBe(20)
      expect(played.until).toBeCloseTo(secondsOfRandom(tiny, 5, workers, 20), 9)
    }
  })

  test("one worker takes the sum of the times", () => {
    const trained = Array.from({ length: 3 }, (_, i) => secondsOfRandom(tiny, 0, 1, i + 1))
    expect(trained.every((seconds, i) => seconds - (trained[i - 1] ?? 0) >= 4 && seconds - (trained[i - 1] ?? 0) <= 12)).toBe(true)
    expect(secondsOfRandom(tiny, 0, 2, 3)).toBeLessThan(trained[2]!)
  })
})

test("of a search that knows full trainings only nothing counts before a last epoch", async () => {
  const script = scripted([handed(0, { x: 0.75, pace: 1 })])
  const { curves } = await train({ ...script.learner, blind: true }, tiny, paid(100))
  expect(curves).toEqual({ seen: [[4, 0.5]], level: [[4, 0.5]] })
})
