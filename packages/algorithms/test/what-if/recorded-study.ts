import { readMind, type Chosen, type Fidelity, type Ledger, type Metrics } from "@diapason/core"
import { simulatedExecutor, simulation, type SimulatedRun } from "@diapason/testkit"
import { choose } from "../../src/choose.ts"
import { recordingOf, type Recording } from "../../src/what-if/recording.ts"

export interface Ran {
  readonly scheduler: Chosen
  readonly sampler?: Chosen
  readonly trials?: number
  readonly slots?: number
  readonly fidelity?: Fidelity | null
  readonly direction?: "minimize" | "maximize"
  /** What a trial does; by default its curve falls to a level that its configuration sets. */
  readonly run?: (x: number, trial: number) => SimulatedRun
}

export const epochs = { name: "epoch", min: 1, max: 9, resumable: true }

/** A study that was really conducted, in virtual time, and what its log tells of it. */
export async function recordedStudy(o: Ran): Promise<{ readonly ledger: Ledger; readonly recording: Recording }> {
  const { scheduler, sampler = { type: "random" }, trials = 20, slots = 1, fidelity = epochs, direction = "minimize", run = falling } = o
  const world = simulation()
  const executor = simulatedExecutor(world.clock, ({ config, trial }) => run(config["x"] as number, trial))
  const wanted = {
    ...{ name: "past", space: { x: { type: "float", low: 0, high: 1 } }, objectives: [{ metric: "loss", direction }], seed: 11 },
    ...{ scheduler, sampler, budget: { trials } },
    ...(fidelity !== null && { fidelity }),
  }
  await world.clock.run(world.start({ wanted, choose, executor, slots }))
  const { ledger } = (await readMind(world.store, "past", choose))!
  return { ledger, recording: await recordingOf(ledger, world.store.read("past", 0)) }
}

/** Nine reports; each trial's steps take a time of their own, so that no two reports come at once. */
export const falling = (x: number, trial: number): SimulatedRun => curve(trial, (step) => ({ loss: (x - 0.3) ** 2 + (1 + x) / step }))

export const curve = (trial: number, at: (step: number) => Metrics, steps = 9): SimulatedRun => ({
  steps: Array.from({ length: steps }, (_, i) => ({ takes: 1000 + ((trial * 389) % 997) + i / 16, metrics: at(i + 1) })),
})
