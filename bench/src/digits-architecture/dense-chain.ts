/**
 * A chain of linear layers that ends in a softmax over 10 digits, as the builders of described networks make it: each layer is
 * act(W x + b), or act(W x + b + x) with a skip, where x is mapped by a matrix of its own if widths differ. Losses are in nats.
 */
import type { Rng } from "@diapason/math"
import { inputs, type Part } from "../population/digits.ts"

/** One layer of the description. */
export interface Layer {
  readonly width: number
  readonly activation: "relu" | "tanh"
  readonly skip: boolean
}

/** Where a layer's numbers lie in the weights. A projection of -1 is none: the input is added as it is, or not at all. */
interface Placed extends Layer {
  readonly before: number
  readonly weights: number
  readonly bias: number
  readonly projection: number
}

/** A network of this shape: how many numbers it learns, its first weights, and what one batch says. */
export interface DenseChain {
  readonly parameters: number
  /** He's for rectified units, Glorot's for the others; biases are 0. */
  fresh(rng: Rng): Float64Array
  /** The mean cross entropy of these images; its gradient is added. */
  lossAndGradient(weights: Float64Array, part: Part, rows: Int32Array, gradient: Float64Array): number
  /** The share of the images that are read wrongly. */
  error(weights: Float64Array, part: Part): number
}

export function denseChain(layers: readonly Layer[]): DenseChain {
  const { placed, head, parameters } = plan(layers)
  const values = [inputs, ...placed.map(({ width }) => width)].map((width) => new Float64Array(width))
  const backs = values.map(({ length }) => new Float64Array(length))
  const chances = new Float64Array(digits)

  function forward(weights: Float64Array, part: Part, row: number): void {
    values[0]!.set(part.pixels.subarray(row * inputs, (row + 1) * inputs))
    placed.forEach((layer, at) => layerForward(layer, weights, values[at]!, values[at + 1]!))
    const last = values.at(-1)!
    for (let k = 0; k < digits; k++) chances[k] = weights[head.bias + k]! + product(weights, head.weights + k * last.length, last)
    const most = Math.max(...chances)
    let all = 0
    for (let k = 0; k < digits; k++) all += chances[k] = Math.exp(chances[k]! - most)
    for (let k = 0; k < digits; k++) chances[k]! /= all
  }

  function backward(weights: Float64Array, gradient: Float64Array, label: number, share: number): void {
    const last = values.at(-1)!
    for (const back of backs) back.fill(0)
    for (let k = 0; k < digits; k++) {
      const slope = (chances[k]! - (label === k ? 1 : 0)) * share
      gradient[head.bias + k]! += slope
      pullBack(weights, gradient, head.weights + k * last.length, slope, last, backs.at(-1)!)
    }
    for (let at = placed.length - 1; at >= 0; at--)
      layerBackward(placed[at]!, weights, gradient, { x: values[at]!, y: values[at + 1]!, backX: backs[at]!, backY: backs[at + 1]! })
  }

  return {
    parameters,
    fresh: (rng) => freshWeights(placed, head, parameters, rng),
    lossAndGradient(weights, part, rows, gradient) {
      let loss = 0
      for (const row of rows) {
        forward(weights, part, row)
        loss -= Math.log(chances[part.labels[row]!]!) / rows.length
        backward(weights, gradient, part.labels[row]!, 1 / rows.length)
      }
      return loss
    },
    error(weights, part) {
      let wrong = 0
      for (let row = 0; row < part.count; row++) {
        forward(weights, part, row)
        if (chances.indexOf(Math.max(...chances)) !== part.labels[row]) wrong++
      }
      return wrong / part.count
    },
  }
}

/** How many numbers a chain learns. */
export const parametersOf = (layers: readonly Layer[]): number => plan(layers).parameters

function plan(layers: readonly Layer[]) {
  let [at, before] = [0, inputs]
  const take = (count: number): number => (at += count) - count
  const placed = layers.map((layer): Placed => {
    const own = { before, weights: take(layer.width * before), bias: take(layer.width) }
    const projection = layer.skip && layer.width !== before ? take(layer.width * before) : -1
    before = layer.width
    return { ...layer, ...own, projection }
  })
  const head = { before, weights: take(digits * before), bias: take(digits) }
  return { placed, head, parameters: at }
}

function freshWeights(
  placed: readonly Placed[],
  head: { readonly before: number; readonly weights: number },
  parameters: number,
  rng: Rng,
) {
  const weights = new Float64Array(parameters)
  const fill = (from: number, count: number, variance: number): void => {
    for (let i = from; i < from + count; i++) weights[i] = rng.normal() * Math.sqrt(variance)
  }
  for (const { width, before, activation, weights: from, projection } of placed) {
    fill(from, width * before, activation === "relu" ? 2 / before : 2 / (before + width))
    if (projection >= 0) fill(projection, width * before, 2 / (before + width))
  }
  fill(head.weights, digits * head.before, 2 / (head.before + digits))
  return weights
}

function layerForward(
  { width, before, weights: from, bias, projection, activation, skip }: Placed,
  w: Float64Array,
  x: Float64Array,
  y: Float64Array,
) {
  for (let j = 0; j < width; j++) {
    let sum = w[bias + j]! + product(w, from + j * before, x)
    if (projection >= 0) sum += product(w, projection + j * before, x)
    else if (skip) sum += x[j]!
    y[j] = activation === "relu" ? Math.max(0, sum) : Math.tanh(sum)
  }
}

interface Flow {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly backX: Float64Array
  readonly backY: Float64Array
}

function layerBackward(layer: Placed, w: Float64Array, gradient: Float64Array, { x, y, backX, backY }: Flow): void {
  const { width, before, weights: from, bias, projection, activation, skip } = layer
  for (let j = 0; j < width; j++) {
    const slope = backY[j]! * (activation === "relu" ? Number(y[j]! > 0) : 1 - y[j]! * y[j]!)
    if (slope === 0) continue
    gradient[bias + j]! += slope
    pullBack(w, gradient, from + j * before, slope, x, backX)
    if (projection >= 0) pullBack(w, gradient, projection + j * before, slope, x, backX)
    else if (skip) backX[j]! += slope
  }
}

/** What one unit's slope says of its weights and of what it read. */
function pullBack(w: Float64Array, gradient: Float64Array, at: number, slope: number, x: Float64Array, back: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    gradient[at + i]! += slope * x[i]!
    back[i]! += slope * w[at + i]!
  }
}

function product(w: Float64Array, at: number, x: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += w[at + i]! * x[i]!
  return sum
}

const digits = 10
