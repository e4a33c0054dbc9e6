/**
 * How children differ from their parents in population-based training: each value that can change in the course of a training is moved
 * up or down by a fifth, or drawn anew. Who has no parent is proposed by another sampler, Sobol's sequence unless said otherwise. It
 * learns nothing from results: where a population is small, `pb2` does. O(d) per child. Jaderberg et al. 2017 (arXiv 1711.09846).
 */
import { fulfils, type Ask, type Flat, type Json, type Parameter, type Problem, type Sampler } from "@diapason/core"
import { activeIn, mutableOf } from "./perturb/mutable.ts"
import { perturbed } from "./perturb/perturbed.ts"
import { sobol } from "./sobol.ts"

export interface PerturbOptions {
  /** The parameters that may change while a trial trains; all that no other one waits for. */
  readonly mutate?: readonly string[]
  /** The chance that a value is drawn anew instead of moved, from 0 to 1. */
  readonly resample?: number
}

export const perturb = (options: PerturbOptions = {}, inner: Sampler = sobol() as Sampler): Sampler<PerturbState> => ({
  id: "perturb/1",
  init: (problem) => ({ problem, mutable: mutableOf(problem, "perturb", options.mutate), inner: inner.init(problem) }),
  observe: (state, observation) => ({ ...state, inner: inner.observe(state.inner, observation) }),
  suggest(state, ask) {
    const { parent } = ask
    if (parent === undefined) return inner.suggest(state.inner, ask)
    const flat = childOf(state.problem, state.mutable, parent.flat, ask, options.resample)
    return { flat, why: `perturb: child of #${parent.number} at step ${parent.step}${changesText(parent.flat, flat)}` }
  },
})

interface PerturbState {
  readonly problem: Problem
  readonly mutable: readonly Parameter[]
  readonly inner: unknown
}

/** The parent's configuration moved at random; as it is where no move is allowed. */
export function childOf({ space }: Problem, mutable: readonly Parameter[], parent: Flat, ask: Ask, resample = 0.25): Flat {
  const active = activeIn(mutable, parent)
  for (let i = 0; i < tries; i++) {
    const rng = ask.rng("pbt.explore", i)
    const changes = active.map((parameter): [string, Json] => [
      parameter.name,
      perturbed(parameter, parent[parameter.name]!, rng, resample),
    ])
    const flat = { ...parent, ...Object.fromEntries(changes) }
    if (fulfils(space, flat)) return flat
  }
  return parent
}

/** `: lr 0.01 → 0.012`. */
export function changesText(before: Flat, after: Flat): string {
  const changed = Object.keys(after).filter((name) => after[name] !== before[name])
  if (changed.length === 0) return ", with the same values"
  return `: ${changed.map((name) => `${name} ${shown(before[name]!)} → ${shown(after[name]!)}`).join(", ")}`
}

const shown = (value: Json): string =>
  typeof value === "number" ? String(Number(value.toPrecision(4))) : typeof value === "string" ? value : JSON.stringify(value)

/** Draws that the constraints may refuse. */
const tries = 100
