import { PIXELS } from "./digits.mjs"
import { shuffled } from "./shuffle.mjs"
import { tf, tfl } from "./tfjs.mjs"

const DIGITS = 10
const EVALUATION_BATCH = 500

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
  model.compile({ optimizer: optimizer(config), loss: "categoricalCrossentropy", metrics: ["accuracy"] })
  return model
}

/** @param {Config} config */
function optimizer({ optimizer, lr, momentum }) {
  switch (optimizer) {
    case "sgd":
      return momentum > 0 ? tf.train.momentum(lr, momentum) : tf.train.sgd(lr)
    case "adam":
      return tf.train.adam(lr)
    case "rmsprop":
      return tf.train.rmsprop(lr)
    default:
      throw new Error(`--optimizer is sgd, adam or rmsprop, not ${optimizer}`)
  }
}

/** @param {import("./digits.mjs").Part} part */
export function tensors(part) {
  return {
    x: tf.tidy(() => tf.div(tf.tensor2d(Float32Array.from(part.pixels), [part.count, PIXELS]), 255)),
    y: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(part.labels), "int32"), DIGITS), "float32")),
    count: part.count,
  }
}

/** One pass over the training images, in an order that depends on the seed and on the epoch. */
export async function trainEpoch(model, { x, y, count }, { batch, seed, epoch }) {
  const order = shuffled(count, seed + 1000 * epoch)
  for (let from = 0; from < count; from += batch) {
    const chosen = tf.tensor1d(order.subarray(from, from + batch), "int32")
    const images = tf.gather(x, chosen)
    const labels = tf.gather(y, chosen)
    await model.trainOnBatch(images, labels)
    tf.dispose([chosen, images, labels])
  }
}

/**
 * Mean cross-entropy in nats, and the share of digits that the network names wrongly.
 *
 * @returns {{ loss: number, error: number }}
 */
export function evaluate(model, { x, y, count }) {
  const [loss, accuracy] = tf.tidy(() => model.evaluate(x, y, { batchSize: EVALUATION_BATCH }).map((scalar) => scalar.dataSync()[0]))
  return { loss, error: 1 - Math.round(accuracy * count) / count }
}
