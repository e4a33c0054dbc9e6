import { beforeAll, describe, expect, test } from "vitest"

/** Networks by description in the Node library of the example: what is built, refused, inherited, and that convolutions learn. */

interface Tensor {
  readonly shape: readonly number[]
  dataSync(): Float32Array
}

interface Model {
  predict(x: Tensor): Tensor
}

interface Built {
  readonly model: Model
}

/** The example is plain JavaScript beside the packages. */
interface Tf {
  randomNormal(shape: readonly number[], mean: number, deviation: number, type: string, seed: number): Tensor
  tensor(values: Float32Array, shape: readonly number[]): Tensor
  mul(a: Tensor, b: Tensor): Tensor
  sum(a: Tensor): Tensor
  sin(a: Tensor): Tensor
  conv2d(x: Tensor, filter: Tensor, stride: number, pad: string): Tensor
  depthwiseConv2d(x: Tensor, filter: Tensor, stride: number, pad: string): Tensor
  grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor
}

const part = <T>(name: string): Promise<T> => import(new URL(`../../../../examples/digits/${name}.mjs`, import.meta.url).href) as Promise<T>

let tf: Tf
let build: (network: unknown, shape: readonly number[], outputs: number, how?: { seed?: number; width?: number }) => Built
let parameters: (model: Model) => number
let inherit: (child: Built, parent: Built, seed?: number) => { preserved: boolean; why: readonly string[] }

beforeAll(async () => {
  const library = await part<{ tf: Tf; startBackend(): Promise<void> }>("tfjs")
  tf = library.tf
  await library.startBackend()
  ;(await part<{ trainConvolutions(): void }>("described/gradients")).trainConvolutions()
  ;({ build, parameters } = await part<{ build: typeof build; parameters: typeof parameters }>("described/build"))
  ;({ inherit } = await part<{ inherit: typeof inherit }>("described/inherit"))
})

const chain = (...layers: readonly object[]) => ({ layers })
const linear = (width: number, more = {}) => ({ op: "linear", width, ...more })
const conv = (width: number, more = {}) => ({ op: "conv", width, ...more })
const edges = (...ops: readonly string[]) => ({ edges: ops.map((op, i) => ({ from: Number(i === 2), to: i === 0 ? 1 : 2, op })) })
const picture = [6, 5, 1]
const noise = (shape: readonly number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed)

test("a chain has the parameters that a count by hand gives, and its outputs add up to 1", () => {
  const { model } = build(chain(conv(8, { skip: true }), { op: "pool" }, linear(10)), [28, 28, 1], 10)
  expect(parameters(model)).toBe(9 * 8 + 8 + 8 + (14 * 14 * 8 * 10 + 10) + 110)
  const made = model.predict(noise([3, 28, 28, 1], 1))
  expect(made.shape).toEqual([3, 10])
  expect(made.dataSync().reduce((sum, share) => sum + share, 0)).toBeCloseTo(3, 5)
})

test("cells of both kinds are built, without what no path touches", () => {
  const stem = 9 * 4 + 4 + 8
  const head = 4 * 3 + 3
  const whole = build(edges("conv3x3", "skip", "avgpool"), picture, 3, { width: 4 }).model
  expect(parameters(whole)).toBe(stem + 9 * 16 + 4 + 8 + head)
  const nodes = { operations: ["input", "conv1x1", "conv3x3", "output"], edges: [[0, 1], [1, 3], [0, 2]] } // prettier-ignore
  const pruned = build(nodes, picture, 3, { width: 4 }).model
  expect(parameters(pruned)).toBe(stem + 16 + 4 + 8 + head)
  for (const model of [whole, pruned]) expect(model.predict(noise([2, ...picture], 1)).shape).toEqual([2, 3])
})

test.each([
  ["layer 0 is a conv, which needs positions", chain(conv(4)), [4]],
  ["layer 1 is a maxpool, which needs positions", chain(linear(4), { op: "pool" }), picture],
  ["layer 0 has a kernel of 4, which has no middle", chain(conv(4, { kernel: 4 })), picture],
  ["layer 2 looks at windows of 2, but only 1 are left", chain({ op: "pool" }, { op: "pool" }, { op: "pool" }), picture],
  ["layer 0: width must be a whole number from 1 on, not 2.5", chain(linear(2.5)), picture],
  ['layer 0: op must be one of linear, conv, sepconv, maxpool, avgpool, identity, not "lstm"', chain({ op: "lstm" }), picture],
  ['layer 0 has a field "units"', chain(linear(3, { units: 4 })), picture],
  ["layer 0: normalisation must be one of none, batch", chain(linear(3, { normalisation: "layer" })), picture],
  ["a sepconv with a stride", chain({ op: "sepconv", width: 3, stride: 2 }), picture],
  ["described by a list of layers", {}, picture],
  ["no path leads from the input to the output", edges("skip", "none", "none"), picture],
  ["no path leads from the input to the output", { ...edges("skip"), nodes: 3 }, picture],
  ['there is no operation "conv9"', edges("conv9"), picture],
])("what cannot be built is refused: %s", (why, network, shape) => {
  expect(() => build(network, shape, 3)).toThrow(why)
})

describe("inheritance", () => {
  test.each([
    ["wider, and deeper", chain(linear(5)), chain(linear(9), linear(10), linear(12, { skip: true })), [4]],
    [
      "wider windows, with batch normalisation and positions in a row",
      chain(conv(3, { normalisation: "batch" }), linear(5)),
      chain(conv(5, { kernel: 5, normalisation: "batch" }), linear(7), linear(7, { skip: true, normalisation: "batch" })),
      picture,
    ],
    [
      "sums of copies, a pool, a separable convolution",
      chain(conv(4, { skip: true }), conv(4, { skip: true }), { op: "pool" }),
      chain(conv(6, { skip: true }), conv(6, { skip: true }), { op: "pool" }, conv(6, { skip: true }), { op: "sepconv", width: 7 }),
      picture,
    ],
    ["a wider separable convolution", chain({ op: "sepconv", width: 4 }), chain({ op: "sepconv", width: 6, kernel: 5 }), picture],
  ])("the child computes what its parent does: %s", (_name, old, grown, shape) => {
    const parent = build(old, shape, 3)
    const child = build(grown, shape, 3, { seed: 7 })
    const x = noise([8, ...shape], 2)
    const before = parent.model.predict(x).dataSync()
    expect(Math.max(...before.map((share, i) => Math.abs(share - child.model.predict(x).dataSync()[i]!)))).toBeGreaterThan(1e-3)
    expect(inherit(child, parent)).toEqual({ preserved: true, why: [] })
    const after = child.model.predict(x).dataSync()
    expect(Math.max(...before.map((share, i) => Math.abs(share - after[i]!)))).toBeLessThan(1e-5)
  })

  test.each([
    ["layers.0 is narrower", chain(linear(5)), chain(linear(4))],
    ["fewer layers", chain(linear(5)), chain()],
    ["layers.1 is new and cannot pass on", chain(linear(5, { activation: "tanh" })), chain(linear(5), linear(5, { activation: "tanh" }))],
    ["layers.0 is linear and was conv", chain(conv(5)), chain(linear(5))],
    ["its skip is another", chain(linear(5, { skip: true })), chain(linear(5))],
  ])("what is not kept is said: %s", (why, old, other) => {
    const { preserved, why: said } = inherit(build(other, picture, 3), build(old, picture, 3))
    expect({ preserved, said: said.join("; ") }).toEqual({ preserved: false, said: expect.stringContaining(why) as string })
  })
})

test.each([
  ["a convolution", 1, [3, 3, 3, 2]],
  ["a convolution with a stride", 2, [3, 3, 3, 2]],
  ["a depthwise convolution", 1, [3, 3, 3, 1]],
])("the slope of %s is that of finite differences", (_name, stride, shape) => {
  const [x, filter] = [noise([2, 7, 6, 3], 3), noise(shape, 4)]
  const convolve = (seen: Tensor, by: Tensor) => (shape[3] === 1 ? tf.depthwiseConv2d : tf.conv2d)(seen, by, stride, "same")
  const weights = tf.sin(convolve(x, noise(shape, 5)))
  const value = (by: Tensor): Tensor => tf.sum(tf.mul(convolve(x, by), weights))
  const slopes = tf.grad(value)(filter).dataSync()
  const moved = (i: number, step: number): number => {
    const values = filter.dataSync().slice()
    values[i]! += step
    return value(tf.tensor(values, shape)).dataSync()[0]!
  }
  // Linear in the filter, so a long step is as good as a short one.
  for (const i of slopes.keys()) expect(Math.abs((moved(i, 1) - moved(i, -1)) / 2 - slopes[i]!), `weight ${i}`).toBeLessThan(1e-3)
})
