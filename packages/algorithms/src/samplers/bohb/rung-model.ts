import type { Ask, Flat, Observation, Problem, Sampler, Suggestion } from "@diapason/core"
import { tpe } from "../tpe.ts"

/**
 * TPE over the trials as they stood at one rung. Those that ended before they came to it count as stopped or crashed. What is new costs
 * an insertion; a trial that takes back what it had reported makes the model anew at the next suggestion.
 */
export interface RungModel {
  /** How many trials stand at the rung. */
  readonly rows: number
  /** The losses of a trial at the rung by now; undefined where it has none, or no longer. */
  reach(number: number, flat: Flat, losses: readonly number[] | undefined, violations?: readonly number[]): void
  /** A trial has ended. */
  finish(observation: Observation): void
  suggest(ask: Ask): Suggestion | Promise<Suggestion>
}

export function rungModel(problem: Problem): RungModel {
  const sampler = tpe({ startup: 0, preset: "rank" }) as Sampler
  const kept = Array<number>(problem.constraints).fill(0)
  const rows = new Map<number, Observation>()
  const ended = new Map<number, Observation>()
  let state: unknown
  const teach = (observation: Observation): void => {
    if (state !== undefined) state = sampler.observe(state, observation)
  }
  return {
    get rows() {
      return rows.size
    },
    reach(number, flat, losses, violations = kept) {
      const before = rows.get(number)
      if (losses === undefined) {
        if (rows.delete(number)) state = undefined
        return
      }
      const outcome = { kind: "complete", losses, violations } as const
      if (before?.outcome.kind === "complete" && same(before.outcome.losses, losses)) return
      rows.set(number, { number, flat, outcome })
      if (before === undefined && !ended.has(number)) teach({ number, flat, outcome })
      else state = undefined
    },
    finish(observation) {
      const { number, outcome } = observation
      // Below its end a trial that completed is known by what it said on the way, or not at all.
      if (rows.has(number) || outcome.kind === "complete") return
      ended.set(number, observation)
      teach(observation)
    },
    suggest(ask) {
      if (state === undefined) {
        state = sampler.init(problem)
        const all = [...rows.values(), ...[...ended.values()].filter(({ number }) => !rows.has(number))]
        for (const observation of all.sort((a, b) => a.number - b.number)) teach(observation)
      }
      return sampler.suggest(state, ask)
    },
  }
}

const same = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((x, i) => x === b[i])
