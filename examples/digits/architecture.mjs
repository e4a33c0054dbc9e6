import { trial } from "diapason/trial"
import { build, parameters } from "./described/build.mjs"
import { trainConvolutions } from "./described/gradients.mjs"
import { Unbuildable } from "./described/plan.mjs"
import { loadDigits, PIXELS } from "./digits.mjs"
import { examples } from "./network.mjs"
import { shuffled } from "./shuffle.mjs"
import { startBackend, tf } from "./tfjs.mjs"

// Trains the network that a study describes, for one to five epochs. Besides the error it reports how many numbers the network learns, so that
// both can be objectives. The description is `net`, or put together from plain parameters.

const SIDE = 28
const DIGITS = 10
const EPOCHS = 5

const current = trial({
  lr: 0.003,
  batch: 64,
  net: undefined,
  depth: 1,
  width: 32,
  op: "linear",
  kernel: 3,
  activation: "relu",
  skip: false,
})
const { lr, batch, net, depth, width, op, kernel, activation, skip } = current.config
const { seed } = current
const network = net ?? {
  layers: Array.from({ length: depth }, (_, i) => ({ op, width: width * 2 ** i, activation, skip, ...windowOf(op) })),
}

await startBackend()
trainConvolutions()
const model = built()
model.compile({ optimizer: tf.train.adam(lr), loss: "categoricalCrossentropy" })
const digits = loadDigits()
const train = examples(digits.train)
const validation = examples(digits.validation)

for (let epoch = 1; epoch <= (current.fidelity ?? EPOCHS); epoch++) {
  const order = shuffled(train.count, seed + 1000 * epoch)
  for (let start = 0; start < train.count; start += batch) await step(order.subarray(start, start + batch))
  const { stop } = await current.report({ val_error: error(), parameters: parameters(model) }, { step: epoch, wait: true })
  if (stop) break
}

/** The network, or the end of this trial with a sentence that says why there is none. Exit code 65: this configuration is not allowed. */
function built() {
  try {
    return build(network, [SIDE, SIDE, 1], DIGITS, { seed }).model
  } catch (problem) {
    if (!(problem instanceof Unbuildable)) throw problem
    console.error(problem.message)
    process.exit(65)
  }
}

function windowOf(operation) {
  return operation === "linear" ? {} : { kernel, stride: 2 }
}

async function step(rows) {
  const x = tf.tensor4d(gathered(train.images, PIXELS, rows), [rows.length, SIDE, SIDE, 1])
  const y = tf.tensor2d(gathered(train.labels, DIGITS, rows), [rows.length, DIGITS])
  await model.trainOnBatch(x, y)
  tf.dispose([x, y])
}

function gathered(values, length, rows) {
  const out = new Float32Array(rows.length * length)
  rows.forEach((row, i) => out.set(values.subarray(row * length, (row + 1) * length), i * length))
  return out
}

/** The share of the validation digits that is named wrongly. */
function error() {
  return tf.tidy(() => {
    const scores = model.predict(tf.tensor4d(validation.images, [validation.count, SIDE, SIDE, 1]), { batchSize: 500 })
    const named = tf.argMax(scores, 1).dataSync()
    return named.reduce((wrong, digit, i) => wrong + (digit === validation.digits[i] ? 0 : 1), 0) / validation.count
  })
}
