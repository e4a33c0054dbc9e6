/** A generation: what it draws from, which trials are its members, and what they lead to. */
import { rng } from "@diapason/math"
import type { Seen } from "../gp/history.ts"
import { compareQuality } from "../quality-order.ts"
import type { Search } from "./draw.ts"
import { ended, remembered, type Progress } from "./ended.ts"
import { gaussian, learnt, type Gaussian } from "./gaussian.ts"
import { fullRates, slowed, type Rates } from "./learning-rate.ts"
import { withMargin } from "./margin.ts"
import type { Plan } from "./plan.ts"
import { ranked } from "./rank.ts"
import { firstRun, nextRun, type Run } from "./runs.ts"
import { diagonal, full } from "./shape.ts"
import { evenShares, learntShares } from "./shares.ts"
import { separableStrategy, strategy } from "./strategy.ts"
import { told } from "./told.ts"
import { warmStart } from "./warm-start.ts"

export interface Stage {
  /** Members are the trials numbered from here, as many as the run's population. */
  readonly start: number
  /** Within the run, from 0. */
  readonly generation: number
  readonly run: Run
  /** Why the run before this one ended. */
  readonly because?: string
  readonly search: Search
  readonly rates: Rates | undefined
  readonly progress: readonly Progress[]
}

export const firstStage = (plan: Plan): Stage => begun(plan, firstRun(plan.settings), 0, () => 0.5)

/**
 * The first stage of a run that starts from finished trials, at least one: around the better tenth of them. It begins at trial `start`.
 * A tenth of them says too little of very many dimensions: there it starts from the middle.
 */
export function warmStage(plan: Plan, trials: readonly Seen[], start: number): Stage {
  const cold = firstStage(plan)
  if (plan.numbers.length === 0 || plan.numbers.length > mostFull) return { ...cold, start }
  const rows = ranked(trials, plan.problem.objectives).map(({ seen }) => Float64Array.from(plan.numbers, (c) => seen.row[c]!))
  return { ...cold, start, search: { ...cold.search, gaussian: warmStart(rows) } }
}

/** The stage after the members of this one, in the order of their numbers; the next begins at trial `start`. */
export function nextStage(plan: Plan, stage: Stage, members: readonly Seen[], start: number): Stage {
  const { settings, numbers, problem } = plan
  const order = ranked(members, problem.objectives)
  const [first, last] = [order[0], order.at(-1)]
  if (first === undefined || last === undefined) return { ...stage, start }
  const progress: Progress = { best: first.quality, median: order[order.length >> 1]!.quality, worst: last.quality }
  const alike = compareQuality(first.quality, last.quality) === 0
  const taught = alike
    ? stage
    : {
        ...stage,
        ...learn(
          plan,
          stage,
          order.map(({ seen }) => seen),
        ),
      }
  const history = [...stage.progress, progress].slice(-remembered(numbers.length, stage.run.population))
  const next = { ...taught, start, generation: stage.generation + 1, progress: history }
  const because = settings.restarts === "none" ? undefined : ended(next.search.gaussian, history, stage.run.population, settings.sigma)
  return because === undefined ? next : { ...restarted(plan, next), because }
}

function restarted(plan: Plan, { run, generation, start }: Stage): Stage {
  const random = rng(plan.problem.seed, start, "cma.sample", restartFork)
  const next = nextRun(plan.settings, run, generation * run.population, random)
  return begun(plan, next, start, () => random.uniform())
}

function begun({ cube, numbers, categories, settings }: Plan, run: Run, start: number, place: () => number): Stage {
  const d = numbers.length
  const shape = d > mostFull ? diagonal : full
  const search: Search = {
    gaussian: gaussian(shape, Float64Array.from(numbers, place), settings.sigma),
    scales: new Float64Array(d).fill(1),
    shares: evenShares(categories.map((c) => cube.columns[c]!.levels)),
  }
  const rates = settings.learning === "adapted" && shape === full ? fullRates(d) : undefined
  return { start, generation: 0, run, search, rates, progress: [] }
}

/** Several objectives, crashes and limits are all in the order of the members. */
function learn(plan: Plan, { search, rates }: Stage, order: readonly Seen[]): Pick<Stage, "search" | "rates"> {
  const steps = order.map((seen) => told(plan, search, seen))
  const d = plan.numbers.length
  const from = search.gaussian
  const constants = (from.shape === full ? strategy : separableStrategy)(Math.max(1, d), order.length)
  const shares = learntShares(
    search.shares,
    steps.map(({ picks }) => picks),
    constants.weights,
  )
  if (d === 0) return { search: { ...search, shares }, rates }
  const to = learnt(from, steps, constants)
  const slower = rates && slowed(from, to, rates)
  return { search: { ...marginal(plan, slower?.gaussian ?? to, search.scales, order.length), shares }, rates: slower?.rates }
}

function marginal({ cube, numbers }: Plan, to: Gaussian, scales: Float64Array, population: number): Omit<Search, "shares"> {
  const alpha = 1 / (numbers.length * population)
  const mean = to.mean.slice()
  const reach = scales.slice()
  for (const [j, c] of numbers.entries()) {
    const column = cube.columns[c]!
    if (column.kind !== "cells") continue
    const deviation = to.sigma * Math.sqrt(Math.max(1e-300, to.shape.variance(to.covariance, j)))
    const standing = withMargin(column, { mean: mean[j]!, scale: reach[j]! }, deviation, alpha)
    mean[j] = standing.mean
    reach[j] = standing.scale
  }
  return { gaussian: { ...to, mean }, scales: reach }
}

/** Dimensions up to which the covariance is full. */
const mostFull = 100

/** Apart from the forks of draws. */
const restartFork = 1_000_000
