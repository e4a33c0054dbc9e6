import { PIXELS } from "./digits.mjs"
import { shuffled } from "./shuffle.mjs"
import { tf, tfl } from "./tfjs.mjs"

const DIGITS = 10
const LEAST_PROBABILITY = 1e-7

const MAKERS = {
  sgd: ({ lr, momentum }) => (momentum > 0 ? tf.train.momentum(lr, momentum) : tf.train.sgd(lr)),
  adam: ({ lr }) => tf.train.adam(lr),
  rmsprop: ({ lr }) => tf.train.rmsprop(lr),
}

/** The optimizers there are, by name; `momentum` is for sgd only. */
export const OPTIMIZERS = Object.keys(MAKERS)

/**
 * @typedef {{ lr: number, batch: number, optimizer: string, momentum: number, depth: number, width: number }} Config
 */

/**
 * A fully connected network with `depth` hidden layers of `width` rectified units, ready to train.
 *
 * @param {Config} config
 * @param {number} seed fixes the first weights
 */
export function network(config, seed) {
  const model = tfl.sequential()
  for (let layer = 0; layer < config.depth; layer++) {
    const kernelInitializer = tfl.initializers.heUniform({ seed: seed + layer })
    const inputShape = layer === 0 ? { inputShape: [PIXELS] } : {}
    model.add(tfl.layers.dense({ units: config.width, activation: "relu", kernelInitializer, ...inputShape }))
  }
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: seed + config.depth })
  model.add(tfl.layers.dense({ units: DIGITS, activation: "softmax", kernelInitializer }))
  model.compile({ optimizer: MAKERS[config.optimizer](config), loss: "categoricalCrossentropy" })
  return model
}

/**
 * What training and evaluation read: grey values from 0 to 1, and a row of ten per image with 1 at its digit.
 *
 * @typedef {{ count: number, images: Float32Array, digits: Uint8Array, labels: Float32Array }} Examples
 *
 * @param {import("./digits.mjs").Part} part
 * @returns {Examples}
 */
export function examples(part) {
  const labels = new Float32Array(part.count * DIGITS)
  part.labels.forEach((digit, i) => (labels[i * DIGITS + digit] = 1))
  const images = new Float32Array(part.pixels.length)
  for (let i = 0; i < images.length; i++) images[i] = part.pixels[i] / 255
  return { count: part.count, images, digits: part.labels, labels }
}

/**
 * One pass over the examples in batches, in an order that depends on the seed and on the epoch.
 *
 * @param {import("@tensorflow/tfjs-layers").Sequential} model
 * @param {Examples} from
 * @param {{ batch: number, seed: number, epoch: number }} how
 */
export async function trainEpoch(model, from, { batch, seed, epoch }) {
  const order = shuffled(from.count, seed + 1000 * epoch)
  for (let start = 0; start < from.count; start += batch) {
    const rows = order.subarray(start, start + batch)
    const x = tf.tensor2d(gathered(from.images, PIXELS, rows), [rows.length, PIXELS])
    const y = tf.tensor2d(gathered(from.labels, DIGITS, rows), [rows.length, DIGITS])
    await model.trainOnBatch(x, y)
    tf.dispose([x, y])
  }
}

/** Copied here and not by the library's gather, which is slow on WebAssembly. */
function gathered(values, width, rows) {
  const out = new Float32Array(rows.length * width)
  rows.forEach((row, i) => out.set(values.subarray(row * width, (row + 1) * width), i * width))
  return out
}

/**
 * Mean cross-entropy in nats, and the share of digits that the network names wrongly.
 *
 * @param {import("@tensorflow/tfjs-layers").Sequential} model
 * @param {Examples} on which examples
 * @returns {{ loss: number, error: number }}
 */
export function evaluate(model, { count, images, digits }) {
  const probabilities = tf.tidy(() => model.predictOnBatch(tf.tensor2d(images, [count, PIXELS])).dataSync())
  let loss = 0
  let wrong = 0
  digits.forEach((digit, i) => {
    const row = probabilities.subarray(i * DIGITS, (i + 1) * DIGITS)
    loss -= Math.log(Math.max(row[digit], LEAST_PROBABILITY))
    if (row.indexOf(Math.max(...row)) !== digit) wrong++
  })
  return { loss: loss / count, error: wrong / count }
}
