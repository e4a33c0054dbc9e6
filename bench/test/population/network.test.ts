import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { shrunk } from "../../src/population/digits.ts"
import { accuracy, copyOf, descend, freshNetwork, lossAndGradient } from "../../src/population/network.ts"
import { tasks, trainEpoch, type Task } from "../../src/population/task.ts"
import { fewDigits, pictures } from "./pictures.ts"

const fresh = (seed: number) => freshNetwork(rng(seed, 0, "init"))
const rule = { lr: 0.1, momentum: 0.8, decay: 1e-3 }
const noisy: Task = { name: "noisy", epochs: 6, batch: 5, labelNoise: 0.3 }

const trained = (seed: number, epochs: number, state = fresh(seed), from = 0) => {
  for (let epoch = from + 1; epoch <= epochs; epoch++) trainEpoch(state, fewDigits.train, noisy, rule, { seed, epoch })
  return state
}

test("the gradient is that of finite differences, for every weight", () => {
  const { pixels, labels } = pictures(7, 4)
  const rows = Int32Array.of(0, 2, 3, 6)
  const weights = fresh(5).weights.map((weight, i) => weight + 0.01 * Math.sin(i))
  const gradient = new Float64Array(weights.length)
  lossAndGradient(weights, pixels, labels, rows, gradient)
  const lossAt = (i: number, by: number): number => {
    const moved = weights.slice()
    moved[i]! += by
    return lossAndGradient(moved, pixels, labels, rows, new Float64Array(weights.length))
  }
  for (let i = 0; i < weights.length; i++) {
    const slope = (lossAt(i, 1e-5) - lossAt(i, -1e-5)) / 2e-5
    expect(Math.abs(gradient[i]! - slope), `weight ${i}`).toBeLessThan(1e-8)
  }
})

test("a step is momentum on the gradient, with decay of the weights", () => {
  const part = pictures(4, 6)
  const rows = Int32Array.of(0, 1, 2, 3)
  const state = fresh(7)
  const before = copyOf(state)
  before.velocity.fill(0.5)
  state.velocity.fill(0.5)
  const gradient = new Float64Array(before.weights.length)
  lossAndGradient(before.weights, part.pixels, part.labels, rows, gradient)
  descend(state, part, part.labels, rows, rule)
  before.weights.forEach((weight, i) => {
    const velocity = 0.8 * 0.5 - 0.1 * (gradient[i]! + 1e-3 * weight)
    expect(state.velocity[i]).toBeCloseTo(velocity, 14)
    expect(state.weights[i]).toBeCloseTo(weight + velocity, 14)
  })
})

test("the same seed makes the same weights, another one others, and what is learned is read again", () => {
  expect(trained(1, 6)).toEqual(trained(1, 6))
  expect(trained(1, 6).weights).not.toEqual(trained(2, 6).weights)
  const clean: Task = { ...noisy, labelNoise: 0 }
  const state = fresh(3)
  for (let epoch = 1; epoch <= 200; epoch++) trainEpoch(state, fewDigits.train, clean, rule, { seed: 3, epoch })
  expect(accuracy(state.weights, fewDigits.train)).toBe(1)
})

test("a copied state goes on as the original does, and leaves it alone", () => {
  const half = trained(1, 3)
  const kept = copyOf(half)
  const copy = trained(1, 6, copyOf(half), 3)
  expect(half).toEqual(kept)
  expect(copy).toEqual(trained(1, 6))
})

test("wrong labels are others in each epoch, and the part keeps its own", () => {
  const labels = fewDigits.train.labels.slice()
  const [once, again] = [fresh(1), fresh(1)]
  trainEpoch(once, fewDigits.train, { ...noisy, labelNoise: 0 }, rule, { seed: 1, epoch: 1 })
  trainEpoch(again, fewDigits.train, noisy, rule, { seed: 1, epoch: 1 })
  expect(once.weights).not.toEqual(again.weights)
  expect(fewDigits.train.labels).toEqual(labels)
  expect(tasks.map(({ labelNoise }) => labelNoise)).toEqual([0, 0.3])
})

test("a picture is shrunk by the mean of nine points, without its margin", () => {
  const pixels = new Uint8Array(28 * 28)
  for (let row = 2; row < 5; row++) for (let column = 5; column < 8; column++) pixels[row * 28 + column] = 255
  pixels[0] = 255
  pixels[25 * 28 + 25] = 255
  const small = shrunk(pixels)
  expect(small[1]).toBeCloseTo(1, 12)
  expect(small[63]).toBeCloseTo(1 / 9, 12)
  expect(small.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1 + 1 / 9, 12)
})
