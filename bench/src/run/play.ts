import { holds, parseExpression, type Config } from "@diapason/core"
import type { Contender, Contestant } from "../contestants/contestant.ts"
import type { BenchProblem } from "../problems/problem.ts"
import { horizons } from "../statistics/horizons.ts"
import type { Job, RunRecord } from "./record.ts"

/** Plays one study to its end. Never throws: a tuner that breaks gives a record that says so, with what was known until then. */
export async function play(contestant: Contestant, problem: BenchProblem, job: Job): Promise<RunRecord> {
  const record = {
    ...emptyRecord(job),
    at: new Date().toISOString(),
    ...(problem.constraints !== undefined && { feasible: [] as boolean[] }),
  }
  let contender: Contender | undefined
  try {
    record.versions = await contestant.versions()
    const entered = await contestant.enter(problem, job)
    if ("unsupported" in entered) return { ...record, unsupported: entered.unsupported }
    contender = entered
    await evaluateAll(contender, problem, job, record)
    return record
  } catch (error) {
    return { ...record, failed: messageOf(error) }
  } finally {
    await contender?.leave().catch(() => undefined)
  }
}

/** A record of which nothing has been run yet. */
export const emptyRecord = (job: Job) => ({
  kind: "run" as const,
  ...job,
  at: new Date().toISOString(),
  values: [] as (readonly number[])[],
  truths: [] as (readonly number[])[],
  ms: [] as number[],
  versions: {} as Readonly<Record<string, string>>,
})

type Growing = ReturnType<typeof emptyRecord> & { feasible?: boolean[]; recommended?: Record<string, number> }

async function evaluateAll(contender: Contender, problem: BenchProblem, { seed, trials, parallel }: Job, record: Growing): Promise<void> {
  const constraints = (problem.constraints ?? []).map((text) => parseExpression(text))
  const configs: Config[] = []
  for await (const [trial, asked] of inFlight(contender, trials, parallel)) {
    const metrics = problem.evaluate(asked.config, { seed, trial })
    const truth = problem.truth(asked.config)
    const told = await contender.tell(metrics)
    configs.push(asked.config)
    record.values.push(objectivesIn(problem, metrics))
    record.truths.push(objectivesIn(problem, truth))
    record.ms.push(Number((asked.ms + told).toPrecision(4)))
    record.feasible?.push(constraints.every((constraint) => holds(constraint, truth)))
    if (problem.family === "noisy" && (horizons.includes(trial + 1) || trial + 1 === trials)) {
      const config = (await contender.recommended()) ?? configs[luckiest(problem, record.values)]!
      record.recommended = { ...record.recommended, [trial + 1]: problem.truth(config)[problem.objectives[0]!.metric]! }
    }
  }
}

/** Keeps `parallel` questions open and gives the oldest, by its number, to be told before the next step. */
async function* inFlight(contender: Contender, trials: number, parallel: number) {
  const out: NonNullable<Awaited<ReturnType<Contender["ask"]>>>[] = []
  let left = trials
  for (let trial = 0; trial < trials; trial++) {
    while (left > 0 && out.length < parallel) {
      const asked = await contender.ask()
      left = asked === undefined ? 0 : left - 1
      if (asked !== undefined) out.push(asked)
    }
    const oldest = out.shift()
    if (oldest === undefined) return
    yield [trial, oldest] as const
  }
}

const objectivesIn = ({ objectives }: BenchProblem, metrics: Readonly<Record<string, number>>): readonly number[] =>
  objectives.map(({ metric }) => metrics[metric]!)

/** The trial with the best value that was seen. */
function luckiest({ objectives }: BenchProblem, values: readonly (readonly number[])[]): number {
  const sign = objectives[0]!.direction === "maximize" ? -1 : 1
  return values.reduce((best, [value], i) => (sign * value! < sign * values[best]![0]! ? i : best), 0)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1000)
