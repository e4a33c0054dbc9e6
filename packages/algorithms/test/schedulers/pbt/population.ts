/** Populations that are played on a virtual clock, by trials that save their state and go on from another's. */
import { replay, type Config, type Ending, type Executor, type Job, type StudyEvent, type TrialLink, type Wanted } from "@diapason/core"
import { rng } from "@diapason/math"
import { simulation, virtualClock } from "@diapason/testkit"
import { choose } from "../../../src/choose.ts"

/** A model in training: its state after each step, and what it reports of it. */
export interface Training<S> {
  begin(): S
  /** `random` is uniform and belongs to the trial and step. */
  step(state: S, flat: Job["flat"], step: number, random: () => number): S
  metrics(state: S, step: number, job: Job): Readonly<Record<string, number>>
  /** How long a step of a trial takes; 1 by default. */
  takes?(trial: number): number
  /** Steps at which the state is saved; all by default. */
  saves?(step: number): boolean
  /** Ends of trials after a step. */
  ends?(job: Job, step: number): Ending | undefined
  /** Why it takes no update. */
  readonly refuses?: string
  /** Trials that go on training whatever they are told. */
  deaf?(trial: number): boolean
}

export interface Played {
  readonly ledger: Awaited<ReturnType<ReturnType<typeof simulation>["start"]>>["ledger"]
  readonly events: readonly StudyEvent[]
  readonly why: string
  /** Of a replay: undefined when everything was derived again. */
  readonly difference: unknown
  /** Values in force and saved state for each step that was trained, as `trial/step`. */
  readonly states: ReadonlyMap<string, unknown>
}

export async function played<S>(
  training: Training<S>,
  wanted: Partial<Wanted> & Pick<Wanted, "space">,
  slots: number,
  baselines: readonly { readonly config: Config }[] = [],
): Promise<Played> {
  const clock = virtualClock()
  const at = simulation(clock)
  const states = new Map<string, unknown>()
  const executor: Executor = {
    name: "training",
    launch(job, link) {
      const stop = { aborted: false }
      return { ended: train(training, states, clock, job, link, stop), stop: () => void (stop.aborted = true) }
    },
  }
  const study: Wanted = {
    name: "p",
    objectives: [{ metric: "score", direction: "maximize" }],
    seed: 1,
    ...wanted,
  }
  const running = at.start({ wanted: study, choose, executor, slots, baselines })
  const conducted = await clock.run(running)
  const events: StudyEvent[] = []
  for await (const batch of at.store.read(study.name, 0)) events.push(...batch)
  const { difference } = await replay(at.store, study.name, choose)
  return { ledger: conducted.ledger, events, why: conducted.why, difference, states }
}

/** The two members of the figure. */
export const corners = [{ config: { h0: 1, h1: 0 } }, { config: { h0: 0, h1: 1 } }]

async function train<S>(
  training: Training<S>,
  states: Map<string, unknown>,
  clock: ReturnType<typeof virtualClock>,
  job: Job,
  link: TrialLink,
  stop: { readonly aborted: boolean },
): Promise<Ending> {
  const from = job.resume?.path === undefined ? undefined : (states.get(job.resume.path) as S)
  const first = from === undefined ? 0 : job.resume!.step
  let state = from ?? training.begin()
  let flat = job.flat
  for (let step = first + 1; step <= (job.fidelity ?? Infinity); step++) {
    await clock.after(training.takes?.(job.trial) ?? 1)
    if (stop.aborted) return { kind: "done" }
    const random = rng(job.seed, step, "random")
    state = training.step(state, flat, step, () => random.uniform())
    const path = `${job.trial}/${step}`
    if (training.saves?.(step) !== false) {
      states.set(path, state)
      await link.checkpoint(step, path)
    }
    const ending = training.ends?.(job, step)
    if (ending !== undefined) return ending
    const told = await link.report(step, training.metrics(state, step, job))
    if (training.deaf?.(job.trial) === true) continue
    if (told.action === "stop" || told.action === "pause") return { kind: "done" }
    if (told.action === "update" && training.refuses !== undefined) await link.refused(told.rev ?? 0, training.refuses)
    else if (told.action === "update") {
      flat = { ...flat, ...told.config }
      await link.applied(told.rev ?? 0, step + 1)
    }
  }
  return { kind: "done" }
}

/**
 * The quadratic of Jaderberg et al. 2017, figure 2: 1.2 − θ₀² − θ₁² is wanted, and ascended is the gradient of 1.2 − h₀θ₀² − h₁θ₁². Without
 * copies the two members with h = (1, 0) and (0, 1) come to 0.39 each.
 */
export const quadratic: Training<readonly [number, number]> = {
  begin: () => [0.9, 0.9],
  step: ([a, b], { h0, h1 }) => [a - 0.04 * Number(h0) * a, b - 0.04 * Number(h1) * b],
  metrics: ([a, b]) => ({ score: 1.2 - a * a - b * b }),
}

export const toy: Partial<Wanted> & Pick<Wanted, "space"> = {
  name: "toy",
  space: { h0: { type: "float", low: 0, high: 1 }, h1: { type: "float", low: 0, high: 1 } },
  fidelity: { name: "step", min: 1, max: 200 },
}
