/**
 * One layer: its operation, then the normalisation, the skip added, the activation, the dropout. Shapes are without the examples, with
 * the channels last. In a cell (`early`) the activation comes first.
 *
 * @typedef {{ path: string, op: string, before: number[], after: number[], kernel: number, stride: number, activation: string,
 *   normalisation: string, skip: "" | "add" | "project", dropout: number, early?: boolean }} Piece
 */

const WEIGHTED = ["linear", "conv", "sepconv"]
const POOLS = ["maxpool", "avgpool"]
const OPERATIONS = [...WEIGHTED, ...POOLS, "identity"]
const ACTIVATIONS = ["none", "relu", "elu", "selu", "sigmoid", "tanh", "softplus"]
const NORMALISATIONS = ["none", "batch"]
const FIELDS = ["op", "width", "kernel", "stride", "activation", "normalisation", "skip", "dropout"]
const OTHER_WORDS = { pool: "maxpool", dense: "linear", skip: "identity" }

/** A description that no network can be built from. Its message says where and why. */
export class Unbuildable extends Error {}

/** @param {string} op whether it has weights */
export const weighted = (op) => WEIGHTED.includes(op)

/**
 * Reads the layers of a chain, `{ layers: [{ op: "conv", width: 16, kernel: 3 }, …] }`, before anything is spent.
 *
 * @param {{ layers: object[] }} network as a study describes it
 * @param {number[]} shape of one example: `[784]`, or `[28, 28, 1]` for a picture
 * @returns {Piece[]}
 * @throws {Unbuildable}
 */
export function planChain(network, shape) {
  if (!Array.isArray(network?.layers)) throw new Unbuildable(`a chain is described by a list of layers, not by ${JSON.stringify(network)}`)
  const pieces = []
  for (const [number, layer] of network.layers.entries()) pieces.push(planLayer(number, layer, pieces.at(-1)?.after ?? shape))
  return pieces
}

function planLayer(number, layer, before) {
  const here = `layer ${number}`
  const stranger = Object.keys(layer ?? {}).find((name) => !FIELDS.includes(name))
  if (stranger !== undefined) throw new Unbuildable(`${here} has a field "${stranger}"; the fields are ${FIELDS.join(", ")}`)
  const op = oneOf(OTHER_WORDS[layer?.op] ?? layer?.op, OPERATIONS, `${here}: op`)
  const bare = { path: `layers.${number}`, op, before, after: before, ...plain }
  if (op === "identity") return bare
  if (op !== "linear" && before.length < 3)
    throw new Unbuildable(`${here} is a ${op}, which needs positions, but what comes before it is ${before[0]} plain numbers`)
  const pool = POOLS.includes(op)
  const kernel = op === "linear" ? 1 : whole(layer.kernel ?? (pool ? 2 : 3), `${here}: kernel`)
  const stride = op === "linear" ? 1 : whole(layer.stride ?? (pool ? 2 : 1), `${here}: stride`)
  if (!pool && kernel % 2 === 0) throw new Unbuildable(`${here} has a kernel of ${kernel}, which has no middle; take ${kernel + 1}`)
  if (op === "sepconv" && stride > 1)
    throw new Unbuildable(`${here} is a sepconv with a stride, which cannot be trained here; pool after it`)
  const width = pool ? before.at(-1) : whole(layer.width, `${here}: width`)
  const after = op === "linear" ? [width] : [...before.slice(0, -1).map((size) => places(size, kernel, stride, pool, here)), width]
  return finished({ ...bare, after, kernel, stride }, layer, here, pool)
}

const plain = { kernel: 1, stride: 1, activation: "none", normalisation: "none", skip: "", dropout: 0 }

function finished(piece, layer, here, pool) {
  const dropout = layer.dropout ?? 0
  if (!(dropout >= 0 && dropout < 1)) throw new Unbuildable(`${here}: dropout must be a number from 0 to below 1, not ${dropout}`)
  const activation = oneOf(layer.activation ?? "relu", ACTIVATIONS, `${here}: activation`)
  const normalisation = oneOf(layer.normalisation ?? "none", NORMALISATIONS, `${here}: normalisation`)
  if (pool) return { ...piece, dropout }
  const same = piece.before.join() === piece.after.join()
  return { ...piece, activation, normalisation, dropout, skip: layer.skip !== true ? "" : same ? "add" : "project" }
}

/** Pools look at whole windows only; convolutions are padded. */
function places(size, kernel, stride, pool, here) {
  if (!pool) return Math.ceil(size / stride)
  if (size < kernel) throw new Unbuildable(`${here} looks at windows of ${kernel}, but only ${size} are left; take fewer pools before it`)
  return Math.floor((size - kernel) / stride) + 1
}

function whole(value, what) {
  if (Number.isInteger(value) && value >= 1) return value
  throw new Unbuildable(`${what} must be a whole number from 1 on, not ${JSON.stringify(value)}`)
}

function oneOf(value, known, what) {
  if (known.includes(value)) return value
  throw new Unbuildable(`${what} must be one of ${known.join(", ")}, not ${JSON.stringify(value)}`)
}
