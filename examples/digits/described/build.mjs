import { tf, tfl } from "../tfjs.mjs"
import { readCell } from "./cell.mjs"
import { planChain, weighted } from "./plan.mjs"

/** What batch normalisation adds to a variance. */
export const EPSILON = 1e-3

/**
 * The network that a study describes, with fresh weights and a softmax over `outputs` classes; where there are positions their mean is
 * what the last layer reads. Not yet compiled.
 *
 * @param {object} network a chain, `{ layers }`, or a cell, `{ edges }` or `{ operations, edges }`
 * @param {number[]} shape of one example, channels last
 * @param {number} outputs
 * @param {{ seed?: number, width?: number }} [how] the seed of the weights, and the channels of a cell
 * @returns {{ model: import("@tensorflow/tfjs-layers").LayersModel, pieces: import("./plan.mjs").Piece[] | undefined }} no pieces for a cell
 * @throws {import("./plan.mjs").Unbuildable}
 */
export function build(network, shape, outputs, { seed = 1, width = 16 } = {}) {
  const seeds = counter(seed * 1000)
  const chain = network?.edges === undefined
  const pieces = chain ? planChain(network, shape) : undefined
  const cell = chain ? undefined : readCell(network)
  const input = tfl.input({ shape })
  const body = chain ? pieces.reduce((x, piece) => applied(piece, x, seeds), input) : cellOf(cell, input, shape, width, seeds)
  const flat = body.shape.length > 2 ? tfl.layers.globalAveragePooling2d({ name: "mean" }).apply(body) : body
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: seeds() })
  const head = tfl.layers.dense({ units: outputs, activation: "softmax", kernelInitializer, name: "head" })
  return { model: tfl.model({ inputs: input, outputs: head.apply(flat) }), pieces }
}

/** How many numbers the network learns. */
export const parameters = (model) => model.trainableWeights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0)

function applied(piece, x, seeds) {
  const { path, op, activation, normalisation, skip, dropout, before } = piece
  if (op === "identity") return x
  const read = op === "linear" && before.length > 1 ? tfl.layers.flatten({ name: `${path}.flat` }).apply(x) : x
  const bend = (y) => (activation === "none" ? y : tfl.layers.activation({ activation, name: `${path}.activation` }).apply(y))
  let y = operation(piece, seeds).apply(piece.early ? bend(read) : read)
  if (normalisation === "batch") y = tfl.layers.batchNormalization({ epsilon: EPSILON, name: `${path}.norm` }).apply(y)
  if (skip !== "") {
    const way = skip === "add" ? read : projection(piece, seeds).apply(read)
    y = tfl.layers.add({ name: `${path}.sum` }).apply([y, way])
  }
  if (!piece.early) y = bend(y)
  return dropout > 0 ? tfl.layers.dropout({ rate: dropout, seed: seeds(), name: `${path}.dropout` }).apply(y) : y
}

function operation({ path, op, after, kernel, stride }, seeds) {
  const fresh = () => tfl.initializers.heUniform({ seed: seeds() })
  const window = { kernelSize: kernel, strides: stride, padding: "same", name: `${path}.op` }
  if (op === "linear") return tfl.layers.dense({ units: after[0], kernelInitializer: fresh(), name: `${path}.op` })
  if (op === "conv") return tfl.layers.conv2d({ filters: after.at(-1), kernelInitializer: fresh(), ...window })
  if (op === "sepconv")
    return tfl.layers.separableConv2d({ filters: after.at(-1), depthwiseInitializer: fresh(), pointwiseInitializer: fresh(), ...window })
  const pool = { poolSize: kernel, strides: stride, padding: kernel % 2 === 1 && stride === 1 ? "same" : "valid", name: `${path}.op` }
  return op === "maxpool" ? tfl.layers.maxPooling2d(pool) : tfl.layers.averagePooling2d(pool)
}

function projection({ path, op, after, stride }, seeds) {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: seeds() })
  const more = { useBias: false, kernelInitializer, name: `${path}.skip` }
  if (op === "linear") return tfl.layers.dense({ units: after[0], ...more })
  return tfl.layers.conv2d({ filters: after.at(-1), kernelSize: 1, strides: stride, padding: "same", ...more })
}

/** Each node adds up what comes in; an operation stands on the way in, or works on the sum. */
function cellOf({ kind, wires, last, nodes }, input, shape, width, seeds) {
  const picture = [...shape.slice(0, -1), width]
  const piece = (path, { op, kernel }, before = picture) => ({
    ...{ path, op, kernel, before, after: picture, stride: 1, skip: "", dropout: 0 },
    ...(weighted(op)
      ? { activation: "relu", normalisation: "batch", early: path !== "stem" }
      : { activation: "none", normalisation: "none" }),
  })
  const sums = new Map([[0, [applied(piece("stem", { op: "conv", kernel: 3 }, shape), input, seeds)]]])
  const total = (node) => {
    const ways = sums.get(node)
    if (ways.length > 1) sums.set(node, [tfl.layers.add({ name: `cell.${node}.sum` }).apply(ways)])
    return sums.get(node)[0]
  }
  const done = new Map()
  for (const { from, to, op } of wires) {
    if (!done.has(from)) done.set(from, nodes.has(from) ? applied(piece(`cell.${from}`, nodes.get(from)), total(from), seeds) : total(from))
    const value = kind === "edges" ? applied(piece(`cell.${from}-${to}`, op), done.get(from), seeds) : done.get(from)
    sums.set(to, [...(sums.get(to) ?? []), value])
  }
  return total(last)
}

function counter(from) {
  let next = from
  return () => next++
}
