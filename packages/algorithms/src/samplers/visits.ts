/**
 * Where a sampler without a model has been: what is running is not tried beside itself, and on a finite space nothing is tried twice
 * while something is left. Costs a set entry per finished trial of a finite space, nothing on others.
 */
import { cardinality, configKey, drawFlat, fulfils, mostTries, type Ask, type Flat, type Observation, type Problem } from "@diapason/core"
import type { StreamName } from "@diapason/math"
import { besideRunning } from "./beside-running.ts"
import { notFound, untried } from "./tpe/untried.ts"

export interface Visits {
  readonly problem: Problem
  /** How many configurations there are. */
  readonly size: number
  /** Keys of the configurations that finished, when the space is finite. */
  readonly tried: Set<string> | undefined
}

export function visits(problem: Problem): Visits {
  const size = cardinality(problem.space)
  return { problem, size, tried: size < Infinity ? new Set() : undefined }
}

export function visit(state: Visits, { flat }: Observation): Visits {
  state.tried?.add(configKey(flat))
  return state
}

/**
 * The first proposal that is allowed and new. `propose` is given the number of the try, from 0; when it has no further proposal,
 * or too many were refused, draws of `stream` follow, and on a small finite space a walk to what is left.
 */
export function fresh(visits: Visits, ask: Ask, stream: StreamName, propose: (tryNumber: number) => Flat | undefined): Fresh {
  const { problem, size } = visits
  const { space } = problem
  const accepts = acceptance(visits, ask)
  const few = size <= mostWalked
  for (let i = 0; i < (few ? 100 : mostTries); i++) {
    const rng = ask.rng(stream, i)
    const flat = propose(i) ?? drawFlat(space, () => rng.uniform())
    if (accepts(flat)) return { flat, tries: i }
  }
  const left = few ? untried(space, ask.rng(stream, mostTries), accepts) : "unknown"
  if (typeof left === "object") return { flat: left, tries: Infinity }
  if (left === "unknown") return { exhausted: notFound }
  return { exhausted: size === 0 ? "no configuration fulfils the constraints" : "every configuration has been tried or is running" }
}

/** Whether a configuration is allowed by the space, not running and not known to have finished. */
export function acceptance({ problem: { space }, tried }: Visits, { pending }: Ask): (flat: Flat) => boolean {
  const beside = besideRunning(pending, tried !== undefined)
  return (flat) => fulfils(space, flat) && tried?.has(configKey(flat)) !== true && beside(flat)
}

/** A new configuration and after how many refused proposals it came, Infinity when it was walked to; or nothing is left. */
type Fresh = { readonly flat: Flat; readonly tries: number } | { readonly exhausted: string }

/** Spaces up to this size are walked to their end when draws have failed. */
const mostWalked = 1_000_000
