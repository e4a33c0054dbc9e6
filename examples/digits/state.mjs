import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { tf } from "./tfjs.mjs"

/**
 * Writes the weights, and what the optimizer remembers of earlier batches, into a folder.
 *
 * @param {import("@tensorflow/tfjs-layers").Sequential} model
 * @param {string} folder
 */
export async function saveState(model, folder) {
  const weights = model.getWeights()
  const memory = (await model.optimizer.getWeights()).map(({ tensor }) => tensor)
  const tensors = [...weights, ...memory]
  const header = { optimizer: model.optimizer.getClassName(), weights: weights.length, shapes: tensors.map(({ shape }) => shape) }
  writeFileSync(join(folder, "state.json"), JSON.stringify(header))
  writeFileSync(join(folder, "state.bin"), Buffer.concat(tensors.map((tensor) => Buffer.from(Float32Array.from(tensor.dataSync()).buffer))))
}

/**
 * Puts what `saveState` wrote into a model of the same shape. An optimizer of another kind begins with no memory.
 *
 * @param {import("@tensorflow/tfjs-layers").Sequential} model
 * @param {string} folder
 */
export async function restoreState(model, folder) {
  const { optimizer, weights, shapes } = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"))
  const bytes = readFileSync(join(folder, "state.bin"))
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  let at = 0
  const tensors = shapes.map((shape) => {
    const size = shape.reduce((product, length) => product * length, 1)
    return tf.tensor(values.subarray(at, (at += size)), shape)
  })
  model.setWeights(tensors.slice(0, weights))
  if (optimizer !== model.optimizer.getClassName()) return
  const memory = tensors.slice(weights).map((tensor, i) => ({ name: `memory ${i}`, tensor }))
  await model.optimizer.setWeights(memory)
}
