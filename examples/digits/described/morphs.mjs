// Arithmetic on weights that changes a network's shape and not its function (Net2Net: Chen, Goodfellow and Shlens 2016).

/**
 * Which channel of the parent each channel of the child copies, and with what share a reader counts it. The shares of all copies of one
 * channel add up to 1.
 *
 * @typedef {{ of: number[], shares: number[] }} Copies
 * @typedef {{ shape: number[], values: Float32Array }} Weights the last two lengths are inputs and outputs
 */

/** @returns {Copies} */
export const unchanged = (count) => placed(count, count)

/** The channel at the same place, from the first again where there are more. @returns {Copies} */
export const placed = (count, wanted) => ({
  of: Array.from({ length: wanted }, (_, i) => i % count),
  shares: Array.from({ length: wanted }, () => 1),
})

/**
 * The channels and, behind them, copies of some drawn at random, or the first `wanted` of them. Shares are uneven, so that copies, which
 * do the same at first, are told apart by their gradients.
 *
 * @param {() => number} random numbers in [0, 1)
 * @returns {Copies}
 */
export function copies(count, wanted, random) {
  if (wanted <= count) return unchanged(wanted)
  const of = Array.from({ length: wanted }, (_, i) => (i < count ? i : Math.floor(random() * count)))
  const drawn = of.map(() => 0.5 + random())
  const totals = new Float64Array(count)
  of.forEach((channel, i) => (totals[channel] += drawn[i]))
  return { of, shares: of.map((channel, i) => drawn[i] / totals[channel]) }
}

/** Copies of copies. @returns {Copies} */
export const after = (first, second) => ({
  of: second.of.map((i) => first.of[i]),
  shares: second.of.map((i, at) => first.shares[i] * second.shares[at]),
})

/**
 * A linear map or a convolution for copied inputs, with copied outputs.
 *
 * @param {Weights} weights
 * @param {number[]} outputs
 * @param {Copies} inputs
 * @param {number} [read] channels at each position, where a linear map reads positions with their channels in a row
 * @returns {Weights}
 */
export function widened({ shape, values }, outputs, { of, shares }, read = shape.at(-2)) {
  const made = shape.at(-1)
  const places = values.length / made / read
  const wide = new Float32Array(places * of.length * outputs.length)
  let at = 0
  for (let place = 0; place < places; place++)
    for (const [i, input] of of.entries())
      for (const output of outputs) wide[at++] = values[(place * read + input) * made + output] * shares[i]
  return { shape: [...shape.slice(0, -2), (shape.at(-2) / read) * of.length, outputs.length], values: wide }
}

/** The window in the middle of a wider one whose rim is 0, or its middle where it must be narrower. Both odd. @returns {Weights} */
export function framed({ shape, values }, kernel) {
  if (shape.length === 2 || shape[0] === kernel) return { shape, values }
  const [had, , inputs, outputs] = shape
  const more = (kernel - had) / 2
  const block = inputs * outputs
  const made = new Float32Array(kernel * kernel * block)
  for (let row = Math.max(0, more); row < Math.min(kernel, had + more); row++)
    for (let column = Math.max(0, more); column < Math.min(kernel, had + more); column++) {
      const from = ((row - more) * had + column - more) * block
      made.set(values.subarray(from, from + block), (row * kernel + column) * block)
    }
  return { shape: [kernel, kernel, inputs, outputs], values: made }
}

/** A map whose output j is its input `of[j]`, as a convolution with this window. @returns {Weights} */
export function passing(of, inputs, window) {
  const places = window.reduce((product, length) => product * length, 1)
  const values = new Float32Array(places * inputs * of.length)
  of.forEach((input, output) => (values[((places - 1) / 2) * inputs * of.length + input * of.length + output] = 1))
  return { shape: [...window, inputs, of.length], values }
}
