/**
 * Tries every configuration of a finite space once, conditional ones too, in a random order that gives small branches their turn,
 * and then ends. Choose it when the budget covers the space. An ask costs the values along one path; memory a node per finished trial
 * and level.
 */
import {
  fault,
  fulfils,
  indexOf,
  isActive,
  levels,
  valueAt,
  type Ask,
  type Flat,
  type Json,
  type Problem,
  type Sampler,
  type Space,
  type Suggestion,
} from "@diapason/core"
import type { Rng } from "@diapason/math"
import { close, descend, emptyTrie, type Step, type Trie } from "./brute-force/trie.ts"

/** Throws D323 in `init` when a parameter has no end of values. */
export const bruteForce = (): Sampler<BruteForceState> => ({
  id: "brute-force/1",
  init(problem) {
    const endless = problem.space.parameters.find((parameter) => levels(parameter) === Infinity)
    if (endless !== undefined) throw fault("D323", { parameter: endless.name })
    return { problem, root: emptyTrie(), done: 0 }
  },
  observe(state, { flat }) {
    const path = pathOf(state.problem.space, flat)
    if (path === undefined) return state
    close(state.root, path, 0)
    state.done++
    return state
  },
  suggest(state, ask) {
    const { problem, root } = state
    const undo = ask.pending.flatMap(({ flat }) => {
      const path = pathOf(problem.space, flat)
      return path === undefined ? [] : [close(root, path, 1)]
    })
    try {
      return search(state, ask, undo)
    } finally {
      for (const take of undo.reverse()) take()
    }
  },
})

interface BruteForceState {
  readonly problem: Problem
  readonly root: Trie
  done: number
}

/** Draws paths to open leaves until one is allowed; those that are not are closed for the time of this ask. */
function search({ problem: { space }, root, done }: BruteForceState, ask: Ask, undo: (() => void)[]): Suggestion {
  const rng = ask.rng("bruteforce")
  while (root.open > 0) {
    const { flat, path } = draw(space, root, rng)
    if (fulfils(space, flat)) return { flat, why: `brute force: each configuration once; ${done} tried, ${ask.pending.length} running` }
    undo.push(close(root, path, 0))
  }
  return { exhausted: ask.pending.length === 0 ? "every configuration has been tried" : "every configuration has been tried or is running" }
}

function draw(space: Space, root: Trie, rng: Rng): { readonly flat: Flat; readonly path: readonly Step[] } {
  const flat: Record<string, Json> = {}
  const path: Step[] = []
  let node: Trie | undefined = root
  for (const parameter of space.parameters) {
    if (!isActive(space, parameter, flat)) continue
    const of = levels(parameter)
    const value = of === 1 ? 0 : descend(node, of, rng.uniform())!
    flat[parameter.name] = valueAt(parameter, value)
    path.push({ value, of })
    node = node?.children.get(value)
  }
  return { flat, path }
}

/** The path to a configuration; undefined when the space does not have it. */
function pathOf(space: Space, flat: Flat): Step[] | undefined {
  const path: Step[] = []
  for (const parameter of space.parameters) {
    const value = flat[parameter.name]
    if (value === undefined) continue
    const at = indexOf(parameter, value)
    if (at < 0) return undefined
    path.push({ value: at, of: levels(parameter) })
  }
  return path
}
