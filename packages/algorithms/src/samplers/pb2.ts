/**
 * Population based bandits: a child's values are those that a Gaussian process expects most of in the next stretch of training, given
 * how far training is and how good the parent. For small populations of four to eight members and up to six numbers, where random
 * moves see too little; categories are drawn by a bandit of their own. Who has no parent is proposed by another sampler; the first children
 * are moved at random. An ask costs a model of at most 200 stretches: some 30 ms. Parker-Holder et al. 2020 (arXiv 2002.02518), 2021
 * (arXiv 2106.15883).
 */
import type { Parameter, Problem, Sampler } from "@diapason/core"
import { cubeOf, type Cube } from "./gp/cube.ts"
import { changesText, childOf } from "./perturb.ts"
import { activeIn, mutableOf } from "./perturb/mutable.ts"
import { intervalsOf, listen, type Curves } from "./pb2/heard.ts"
import { propose } from "./pb2/propose.ts"
import { sobol } from "./sobol.ts"

export interface Pb2Options {
  /** The parameters that may change while a trial trains; all that no other one waits for. */
  readonly mutate?: readonly string[]
  /** Steps of a stretch of training whose gain is learned from, at least 1; a 25th of the declared last step. */
  readonly every?: number
}

export const pb2 = (options: Pb2Options = {}, inner: Sampler = sobol() as Sampler): Sampler<Pb2State> => ({
  id: "pb2/1",
  init: (problem) => ({
    problem,
    mutable: mutableOf(problem, "pb2", options.mutate),
    stride: options.every ?? Math.max(1, Math.round((problem.fidelity?.max ?? 1) / 25)),
    cube: cubeOf(problem.space),
    curves: new Map(),
    inner: inner.init(problem),
  }),
  observe: (state, observation) => ({ ...state, inner: inner.observe(state.inner, observation) }),
  hear(state, heard) {
    listen(state.curves, heard)
    return state
  },
  suggest(state, ask) {
    const { parent } = ask
    if (parent === undefined) return inner.suggest(state.inner, ask)
    const { problem, mutable, cube, curves, stride } = state
    const intervals = intervalsOf(curves, stride, mostIntervals)
    const active = activeIn(mutable, parent.flat)
    const born = `child of #${parent.number} at step ${parent.step}`
    const proposed = intervals.length < fewest ? undefined : propose(cube, intervals, curves, active, { ...ask, parent })
    if (proposed === undefined) {
      const flat = childOf(problem, mutable, parent.flat, ask)
      return { flat, why: `pb2: ${born}, moved at random after ${intervals.length} stretches of training${changesText(parent.flat, flat)}` }
    }
    const { flat, mean, deviation } = proposed
    const hope = `${mean.toFixed(2)} ± ${deviation.toFixed(2)} spreads above the mean gain of ${intervals.length} stretches`
    return { flat, why: `pb2: ${born}, expected ${hope}${changesText(parent.flat, flat)}` }
  },
})

interface Pb2State {
  readonly problem: Problem
  readonly mutable: readonly Parameter[]
  readonly stride: number
  readonly cube: Cube
  readonly curves: Curves
  readonly inner: unknown
}

/** Stretches of training that a model is made of, at most and at least. */
const mostIntervals = 200
const fewest = 4
