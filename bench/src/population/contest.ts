/** Plays the contestants of one task and seed at equal compute, each a whole study of ours in this process. */
import { scheduleOf } from "@diapason/core"
import type { Json } from "@diapason/core"
import { float, log, optimize, space, type Chosen, type Optimized } from "diapason"
import type { Digits } from "./digits.ts"
import type { StepRule } from "./network.ts"
import type { Task } from "./task.ts"
import { trainings } from "./trainings.ts"

export interface Played {
  readonly contestant: string
  readonly task: string
  readonly seed: number
  /** Epochs trained in all. */
  readonly epochs: number
  readonly trials: number
  /** Accuracy of the winner, who was chosen by the first; of the replay the means over its trainings. From 0 to 1. */
  readonly validation: number
  readonly test: number
  /** The values that the winner was trained by, from which epoch on. */
  readonly schedule: readonly { readonly from: number; readonly config: unknown }[]
}

/** The others train by constant values; `tpe` is asked for one configuration after the other, so that it knows all before. */
export const contestants = ["pbt", "random", "tpe"] as const

/** The trainings from nothing by the schedule of the population's winner. */
export const replays = 3

/**
 * The population first, until its members have come to the last epoch: as children may go on from a state earlier than that of who gave
 * way, it can take more epochs than its members have. The others train in full as often as makes at least as many epochs. Then the
 * replay. `heard` is told of each as it ends.
 */
export async function playContest(digits: Digits, task: Task, seed: number, population: number, heard: (played: Played) => void) {
  const all: Played[] = []
  const add = (played: Played): void => {
    all.push(played)
    heard(played)
  }
  for (const contestant of contestants) {
    const spent = all[0]?.epochs ?? population * task.epochs
    const { study, epochs, tested } = await train(digits, task, { seed, ...terms(contestant, population, Math.ceil(spent / task.epochs)) })
    const winner = bestTested(study, tested)
    if (winner === undefined)
      throw new Error(`${contestant} on ${task.name}, seed ${seed}: no trial came to epoch ${task.epochs}: ${study.why}`)
    const schedule = scheduleOf(study.ledger, winner.number)
    add({ ...{ contestant, task: task.name, seed, epochs, trials: study.trials.length }, ...winner, schedule })
  }
  const { schedule } = all[0]!
  add(await replayed(digits, task, seed, schedule))
  return all
}

/** Trains by a schedule from nothing, with seeds that no contestant had. */
async function replayed(digits: Digits, task: Task, seed: number, schedule: Played["schedule"]): Promise<Played> {
  const { study, epochs, tested } = await train(digits, task, {
    finals: replays,
    seed: replaySeeds + seed,
    scheduler: { type: "replay-schedule", steps: schedule as unknown as Json },
    budget: { trials: replays },
  })
  const done = study.trials.filter((trial) => trial.state === "complete")
  if (done.length !== replays)
    throw new Error(`replay on ${task.name}, seed ${seed}: ${done.length} of ${replays} came to the end: ${study.why}`)
  const over = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const validation = over(done.map(({ values }) => values["accuracy"]!))
  const test = over(done.map(({ number }) => tested.get(number)!))
  return { ...{ contestant: "replay", task: task.name, seed, epochs, trials: replays, validation, test }, schedule }
}

interface Terms {
  /** Trainings to the last epoch after which nothing more is trained. */
  readonly finals: number
  readonly seed: number
  readonly budget: { readonly trials: number }
  readonly sampler?: string
  readonly scheduler?: Chosen
  readonly parallel?: number
}

/** Births are enough for a quarter of the members to give way at each of 25 comparisons; what ends the population is its members' end. */
function terms(contestant: (typeof contestants)[number], population: number, finals: number): Omit<Terms, "seed"> {
  if (contestant !== "pbt") return { finals, sampler: contestant, scheduler: { type: "none" }, budget: { trials: finals } }
  return { finals: population, scheduler: { type: "pbt", population }, budget: { trials: population * 26 }, parallel: population }
}

async function train(digits: Digits, task: Task, { finals, ...given }: Terms) {
  const enough = new AbortController()
  const work = trainings(digits, task, finals, () => enough.abort())
  const study = await optimize({
    ...given,
    space: rules,
    maximize: "accuracy",
    fidelity: { name: "epoch", min: 1, max: task.epochs },
    signal: enough.signal,
    objective: (config, trial) => work.objective(config, trial),
  })
  return { study, epochs: work.epochs, tested: work.tested }
}

/** The best on validation of those that were trained to the end. */
function bestTested({ trials }: Optimized<StepRule>, tested: ReadonlyMap<number, number>) {
  return trials
    .flatMap((trial) => {
      const test = tested.get(trial.number)
      return trial.state === "complete" && test !== undefined ? [{ number: trial.number, validation: trial.values["accuracy"]!, test }] : []
    })
    .reduce<{ number: number; validation: number; test: number } | undefined>(
      (best, one) => (best === undefined || one.validation > best.validation ? one : best),
      undefined,
    )
}

const rules = space({ lr: log(1e-3, 1), momentum: float(0, 0.95), decay: log(1e-6, 1e-2) })

const replaySeeds = 1_000_000
