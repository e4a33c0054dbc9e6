/**
 * Which sampler auto asks: the first rule that holds. Where no single sampler was best on the bench's problems for tuning, several take
 * turns by the trial's number, and all learn from every trial: a second opinion finds the valley that a sure model would not look into.
 */
import type { Problem } from "@diapason/core"
import type { Cast } from "./cast.ts"

/** What a choice depends on: the study, and the history at the moment of the ask, never the clock. */
interface Situation {
  readonly problem: Problem
  /** How many configurations there are. */
  readonly size: number
  /** Finished trials. */
  readonly told: number
  /** Trials that are running. */
  readonly running: number
  /** The number of the trial that is asked for. */
  readonly number: number
  /** What earlier studies are asked for, of those that teach. */
  readonly lesson: Turn | undefined
}

/** Who is asked in the name of earlier studies, and why. */
export interface Turn {
  /** A landmark is the default configuration, to see how far earlier studies are right. */
  readonly ask: "meta-gp" | "portfolio" | "landmark"
  readonly because: string
}

interface Rule {
  readonly ask: Cast
  holds(now: Situation): boolean
  because(now: Situation): string
}

/** The first rule that holds; the last always does. */
export const ruleFor = (now: Situation): Rule => rules.find((rule) => rule.holds(now))!

/** Finished trials from which on no Gaussian process is asked: then trials are cheap, and what it costs is not. */
export const affordable = (problem: Problem): number => (isOfNetworks(problem) ? 600 : problem.objectives > 1 ? 250 : 300)

/** Whether configurations are compared as networks are: where there are some, and where a front is sought among categories alone. */
export function isOfNetworks({ space, objectives, priors }: Problem): boolean {
  if (space.networks !== undefined && space.networks.length > 0) return true
  const varied = space.parameters.filter(({ kind }) => kind !== "constant")
  return objectives > 1 && priors === undefined && varied.length > 0 && varied.every(({ kind }) => kind === "choice")
}

const rules: readonly Rule[] = [
  {
    ask: "brute-force",
    holds: covered,
    because: ({ problem, size }) => `brute force, since ${problem.trials} trials cover all ${size} configurations`,
  },
  {
    ask: "tpe",
    holds: ({ problem, running }) => running >= crowd && problem.objectives === 1 && !isOfNetworks(problem),
    because: ({ running }) => `tpe, since ${running} are running, and a model that follows each of them costs more than it knows`,
  },
  {
    ask: "portfolio",
    holds: ({ lesson }) => lesson?.ask === "portfolio",
    because: ({ lesson }) => lesson!.because,
  },
  {
    ask: "meta-gp",
    holds: ({ lesson }) => lesson?.ask === "meta-gp",
    because: ({ lesson }) => lesson!.because,
  },
  {
    ask: "regularised-evolution",
    holds: ({ problem, told, number }) => isOfNetworks(problem) && (told >= affordable(problem) || (told >= 30 && number % 6 === 3)),
    because: ({ problem, told }) =>
      told >= affordable(problem)
        ? `regularised-evolution, which costs nothing beyond ${affordable(problem)} trials`
        : "regularised-evolution for every sixth trial, as a second opinion",
  },
  {
    ask: "network-gp",
    holds: ({ problem }) => isOfNetworks(problem),
    because: ({ problem: { space } }) =>
      space.networks === undefined
        ? "network-gp, the surest for a front among categories"
        : "network-gp, which compares networks by what they build",
  },
  {
    ask: "nsga-iii",
    holds: ({ problem, told }) => problem.objectives > 3 && told >= affordable(problem),
    because: ({ problem }) => `nsga-iii, which keeps a front of ${problem.objectives} objectives wide when trials are many`,
  },
  {
    ask: "nsga-ii",
    holds: ({ problem, told }) => problem.objectives > 1 && told >= affordable(problem),
    because: () => "nsga-ii, which follows a front at no cost when trials are many",
  },
  {
    ask: "cma-es",
    holds: ({ problem, told, number }) => problem.objectives === 1 && told >= settled && number % 3 === 1,
    because: ({ told }) => `cma-es for every third trial, since after ${told} trials a model alone seldom leaves its valley`,
  },
  {
    ask: "tpe",
    holds: ({ problem, told, number }) => problem.objectives === 1 && told >= 12 && number % 6 === 3,
    because: () => "tpe for every sixth trial, as a second opinion",
  },
  {
    ask: "ucb-pe",
    holds: ({ problem, told, running }) =>
      problem.objectives === 1 && problem.priors === undefined && running >= 4 && told < affordable(problem),
    because: ({ running }) => `ucb-pe, since ${running} are running and a batch should not meet in one place`,
  },
  {
    ask: "gp",
    holds: ({ problem, told }) => told < affordable(problem),
    because: () => "gp, the surest while trials are few",
  },
  { ask: "tpe", holds: () => true, because: ({ problem }) => `tpe, which stays quick beyond ${affordable(problem)} trials` },
]

/** Trials running at one time from which on no model follows each of them. */
const crowd = 100

/** Whether the budget covers the space. */
export function covered({ problem, size }: Pick<Situation, "problem" | "size">): boolean {
  return problem.trials !== undefined && size <= problem.trials
}

/** Finished trials from which on CMA-ES has something to start from, and the model little to find. */
export const settled = 150
