import type { Idle } from "@diapason/core"
import { expect, it } from "vitest"
import { simulatedExecutor, simulation } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

it("a conductor tells of idle slots and why: while the canary is alone, and when nothing is left to hand out", async () => {
  const { clock, start } = simulation()
  const began = clock.now()
  const told: (readonly [number, Idle | undefined])[] = []
  const executor = simulatedExecutor(clock, ({ trial }) => ({ steps: [{ takes: 1000 * (1 + trial), metrics: { loss: 0.5 } }] }))
  const idle = (now: Idle | undefined): void => void told.push([clock.now() - began, now])
  await clock.run(start({ wanted: plainWanted(4), choose: plainChoice, executor, slots: 3, canary: true, idle }))
  const spent = "all 4 trials of the budget were handed out"
  expect(told).toEqual([
    [0, { slots: 2, of: 3, why: "one at a time until a first trial has reported" }],
    [1000, undefined],
    [3000, { slots: 1, of: 3, why: spent }],
    [4000, { slots: 2, of: 3, why: spent }],
    [5000, { slots: 3, of: 3, why: spent }],
  ])
})
