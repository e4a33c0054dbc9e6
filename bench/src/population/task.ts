/** What is trained, for how long, and how noisy: the same for every contestant. */
import { rng, shuffle } from "@diapason/math"
import { descend, type NetworkState, type StepRule } from "./network.ts"
import type { Part } from "./digits.ts"

export interface Task {
  readonly name: string
  readonly epochs: number
  /** Images a step. */
  readonly batch: number
  /** The share of the training labels that are drawn anew at random, afresh in each epoch, from 0 to 1. */
  readonly labelNoise: number
}

/**
 * In the long one every gradient is noisy, so that a rate that is good at first is too high in the end. Wrong labels are others in each
 * epoch: were they always the same, a network could learn them by heart, and the task would be about that.
 */
export const tasks: readonly Task[] = [
  { name: "short", epochs: 20, batch: 16, labelNoise: 0 },
  { name: "long", epochs: 100, batch: 16, labelNoise: 0.3 },
]

/** Trains one epoch in place. The order and the noise are a function of the seed and the number of the epoch. */
export function trainEpoch(state: NetworkState, part: Part, task: Task, rule: StepRule, { seed, epoch }: Turn): void {
  const labels = noisyLabels(part, task, { seed, epoch })
  const order = Int32Array.from(shuffle([...Array(part.count).keys()], rng(seed, epoch, "fold")))
  for (let from = 0; from < order.length; from += task.batch) descend(state, part, labels, order.subarray(from, from + task.batch), rule)
}

interface Turn {
  readonly seed: number
  /** From 1. */
  readonly epoch: number
}

function noisyLabels({ labels }: Part, { labelNoise }: Task, { seed, epoch }: Turn): Uint8Array {
  if (labelNoise === 0) return labels
  const noise = rng(seed, epoch, "random")
  return labels.map((label) => (noise.uniform() < labelNoise ? noise.below(10) : label))
}
