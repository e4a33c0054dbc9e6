/**
 * A perceptron with one hidden layer: 64 inputs, 16 tanh units, softmax over 10 digits, trained by gradient descent with momentum and
 * weight decay. All its state is two arrays, so that a copy goes on exactly as the original would. A step costs 1200 products an image,
 * three times over.
 */
import type { Rng } from "@diapason/math"
import { inputs, type Part } from "./digits.ts"

/** Both arrays hold first the hidden layer's weights unit by unit, then its biases, then the same of the output. */
export interface NetworkState {
  readonly weights: Float64Array
  readonly velocity: Float64Array
}

/** How one step is made: a rate above 0, momentum from 0 to below 1, decay from 0. */
export interface StepRule {
  readonly lr: number
  readonly momentum: number
  readonly decay: number
}

/** Weights are normal with a variance of one over the inputs of their unit; biases and velocity are 0. */
export function freshNetwork(rng: Rng): NetworkState {
  const weights = new Float64Array(total)
  for (let i = 0; i < hiddenBias; i++) weights[i] = rng.normal() / Math.sqrt(inputs)
  for (let i = outputs; i < outputBias; i++) weights[i] = rng.normal() / Math.sqrt(hidden)
  return { weights, velocity: new Float64Array(total) }
}

export const copyOf = ({ weights, velocity }: NetworkState): NetworkState => ({ weights: weights.slice(), velocity: velocity.slice() })

/** One step, in place, against the gradient of these images. */
export function descend({ weights, velocity }: NetworkState, part: Part, labels: Uint8Array, rows: Int32Array, rule: StepRule): void {
  const gradient = new Float64Array(total)
  lossAndGradient(weights, part.pixels, labels, rows, gradient)
  for (let i = 0; i < total; i++) {
    velocity[i] = rule.momentum * velocity[i]! - rule.lr * (gradient[i]! + rule.decay * weights[i]!)
    weights[i]! += velocity[i]!
  }
}

/** The mean cross entropy of some images, in nats; its gradient is added to `gradient`. */
export function lossAndGradient(
  weights: Float64Array,
  pixels: Float64Array,
  labels: Uint8Array,
  rows: Int32Array,
  gradient: Float64Array,
): number {
  const units = new Float64Array(hidden)
  const back = new Float64Array(hidden)
  const chances = new Float64Array(digits)
  const share = 1 / rows.length
  let loss = 0
  for (const row of rows) {
    const from = row * inputs
    forward(weights, pixels, from, units, chances)
    loss -= Math.log(chances[labels[row]!]!) * share
    back.fill(0)
    for (let k = 0; k < digits; k++) {
      const slope = (chances[k]! - (labels[row] === k ? 1 : 0)) * share
      gradient[outputBias + k]! += slope
      for (let j = 0; j < hidden; j++) {
        gradient[outputs + k * hidden + j]! += slope * units[j]!
        back[j]! += slope * weights[outputs + k * hidden + j]!
      }
    }
    for (let j = 0; j < hidden; j++) {
      const slope = back[j]! * (1 - units[j]! * units[j]!)
      gradient[hiddenBias + j]! += slope
      addScaled(gradient, j * inputs, slope, pixels, from)
    }
  }
  return loss
}

/** The share of a part that is read rightly, from 0 to 1. */
export function accuracy(weights: Float64Array, { count, pixels, labels }: Part): number {
  const units = new Float64Array(hidden)
  const chances = new Float64Array(digits)
  let right = 0
  for (let row = 0; row < count; row++) {
    forward(weights, pixels, row * inputs, units, chances)
    let likeliest = 0
    for (let k = 1; k < digits; k++) if (chances[k]! > chances[likeliest]!) likeliest = k
    if (likeliest === labels[row]) right++
  }
  return right / count
}

function forward(weights: Float64Array, pixels: Float64Array, from: number, units: Float64Array, chances: Float64Array): void {
  for (let j = 0; j < hidden; j++) {
    units[j] = Math.tanh(weights[hiddenBias + j]! + product(weights, j * inputs, pixels, from))
  }
  let most = -Infinity
  for (let k = 0; k < digits; k++) {
    let sum = weights[outputBias + k]!
    for (let j = 0; j < hidden; j++) sum += weights[outputs + k * hidden + j]! * units[j]!
    chances[k] = sum
    if (sum > most) most = sum
  }
  let all = 0
  for (let k = 0; k < digits; k++) all += chances[k] = Math.exp(chances[k]! - most)
  for (let k = 0; k < digits; k++) chances[k]! /= all
}

/** Of two stretches of 64 numbers; in four sums, so that additions need not wait for each other. */
function product(a: Float64Array, atA: number, b: Float64Array, atB: number): number {
  let [s, t, u, v] = [0, 0, 0, 0]
  for (let i = 0; i < inputs; i += 4) {
    s += a[atA + i]! * b[atB + i]!
    t += a[atA + i + 1]! * b[atB + i + 1]!
    u += a[atA + i + 2]! * b[atB + i + 2]!
    v += a[atA + i + 3]! * b[atB + i + 3]!
  }
  return s + t + (u + v)
}

/** Adds a multiple of 64 numbers to 64 others. */
function addScaled(sum: Float64Array, at: number, factor: number, of: Float64Array, from: number): void {
  for (let i = 0; i < inputs; i += 4) {
    sum[at + i]! += factor * of[from + i]!
    sum[at + i + 1]! += factor * of[from + i + 1]!
    sum[at + i + 2]! += factor * of[from + i + 2]!
    sum[at + i + 3]! += factor * of[from + i + 3]!
  }
}

const hidden = 16
const digits = 10
const hiddenBias = hidden * inputs
const outputs = hiddenBias + hidden
const outputBias = outputs + digits * hidden
const total = outputBias + digits
