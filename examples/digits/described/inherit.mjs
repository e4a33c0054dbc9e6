import { tf } from "../tfjs.mjs"
import { uniform } from "../shuffle.mjs"
import { EPSILON } from "./build.mjs"
import { copies, framed, passing, placed, unchanged, widened, after } from "./morphs.mjs"
import { weighted } from "./plan.mjs"

/**
 * Gives a chain, in place, what another has learned, both as `build` made them. Wider layers copy units and share out what reads them,
 * new layers pass on what they get, windows grow by a rim of 0. It says what stands in the way where the child does not compute the
 * same; what fits is taken all the same. The same function holds outside of training: in training a batch normalisation looks at its batch.
 *
 * @param {ReturnType<import("./build.mjs").build>} child
 * @param {ReturnType<import("./build.mjs").build>} parent
 * @param {number} [seed] of the choice which units are copied
 * @returns {{ preserved: boolean, why: string[] }}
 */
export function inherit(child, parent, seed = 1) {
  const heir = { child: child.model, parent: parent.model, random: uniform(seed), why: [] }
  let carried = unchanged(channels(child.pieces[0]?.before ?? child.model.inputs[0].shape.slice(1)))
  let signless = false
  for (const [number, piece] of child.pieces.entries()) {
    const model = parent.pieces[number]
    carried = model === undefined ? deepen(heir, piece, carried, signless) : follow(heir, piece, model, carried)
    signless = ["relu", "sigmoid"].includes(piece.activation) || (signless && !weighted(piece.op))
  }
  if (child.pieces.length < parent.pieces.length) heir.why.push("the child has fewer layers than its parent")
  const head = learned(heir.parent, "head")
  put(heir, "head", [widened(head[0], range(head[0].shape[1]), carried), head[1]])
  return { preserved: heir.why.length === 0, why: heir.why }
}

function follow(heir, piece, model, carried) {
  const { path, op, after: shape } = piece
  if (op !== model.op) {
    heir.why.push(`${path} is ${op} and was ${model.op}`)
    return placed(channels(model.after), channels(shape))
  }
  for (const name of ["stride", "activation", "normalisation", ...(weighted(op) ? [] : ["kernel"])])
    if (piece[name] !== model[name]) heir.why.push(`${path}: its ${name} is another than its parent's`)
  if (!weighted(op)) return carried
  if (channels(shape) < channels(model.after) || piece.kernel < model.kernel) heir.why.push(`${path} is narrower than its parent's`)
  const grown = piece.skip === "add" && model.skip === "add" ? carried : copies(channels(model.after), channels(shape), heir.random)
  if (op === "linear" && places(piece) !== places(model)) {
    heir.why.push(`${path} reads another number of positions than its parent's`)
    return grown
  }
  operation(heir, piece, model, carried, grown)
  projection(heir, piece, model, carried, grown)
  if (piece.normalisation === "batch" && model.normalisation === "batch")
    put(
      heir,
      `${path}.norm`,
      learned(heir.parent, `${path}.norm`).map((values) => picked(values, grown.of)),
    )
  return grown
}

function operation(heir, { path, op, kernel }, model, carried, grown) {
  const weights = learned(heir.parent, `${path}.op`)
  const alone = { of: carried.of, shares: carried.of.map(() => 1) } // each channel has a window of its own, which is not shared out
  const window = op === "sepconv" ? [framed(widened(weights[0], [0], alone), kernel)] : []
  const map = framed(widened(weights.at(-2), grown.of, carried, channels(model.before)), op === "sepconv" ? 1 : kernel)
  put(heir, `${path}.op`, [...window, map, picked(weights.at(-1), grown.of)])
}

function projection(heir, { path, op, skip }, { before, skip: modelSkip }, carried, grown) {
  if (skip === "project" && modelSkip !== "") {
    const width = channels(before)
    const given =
      modelSkip === "project" ? learned(heir.parent, `${path}.skip`)[0] : passing(range(width), width, op === "linear" ? [] : [1, 1])
    put(heir, `${path}.skip`, [widened(given, grown.of, carried, width)])
  } else if (skip !== modelSkip) heir.why.push(`${path}: its skip is another than its parent's`)
}

function deepen(heir, piece, carried, signless) {
  const { path, op, activation, stride, skip, normalisation, before, after: shape } = piece
  const now = carried.of.length
  const width = channels(shape)
  if (op === "identity") return carried
  const calm = activation === "none" || (activation === "relu" && signless)
  if (!weighted(op) || stride !== 1 || !calm || width < now || (op === "linear" && before.length > 1)) {
    heir.why.push(`${path} is new and cannot pass on what it gets`)
    return after(carried, placed(now, width))
  }
  const more = copies(now, width, heir.random)
  if (skip === "") put(heir, `${path}.op`, passOn(piece, more.of, now))
  else if (normalisation === "none") put(heir, `${path}.op`, silent(learned(heir.child, `${path}.op`)))
  if (skip === "project") put(heir, `${path}.skip`, [passing(more.of, now, op === "linear" ? [] : [1, 1])])
  if (normalisation === "batch") {
    const gain = skip === "" ? Math.sqrt(1 + EPSILON) : 0
    put(
      heir,
      `${path}.norm`,
      [gain, 0, 0, 1].map((value) => ({ shape: [width], values: new Float32Array(width).fill(value) })),
    )
  }
  return after(carried, more)
}

function passOn({ op, kernel }, of, now) {
  const bias = { shape: [of.length], values: new Float32Array(of.length) }
  if (op === "linear") return [passing(of, now, []), bias]
  if (op === "conv") return [passing(of, now, [kernel, kernel]), bias]
  const alone = { shape: [kernel, kernel, now, 1], values: new Float32Array(kernel * kernel * now) }
  alone.values.fill(1, ((kernel * kernel - 1) / 2) * now, ((kernel * kernel + 1) / 2) * now)
  return [alone, passing(of, now, [1, 1]), bias]
}

/** The last map before a sum is 0; what comes before it in a separable convolution stays, or nothing would be learned. */
const silent = (weights) =>
  weights.map((one, i) => (i < weights.length - 2 ? one : { ...one, values: new Float32Array(one.values.length) }))

const channels = (shape) => shape.at(-1)
const places = ({ before }) => before.slice(0, -1).join()
const range = (count) => Array.from({ length: count }, (_, i) => i)
const picked = ({ values }, of) => ({ shape: [of.length], values: Float32Array.from(of, (i) => values[i]) })

function learned(model, name) {
  return model
    .getLayer(name)
    .getWeights()
    .map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() }))
}

function put(heir, name, weights) {
  const layer = heir.child.getLayer(name)
  const fits = layer.getWeights().every(({ shape }, i) => shape.join() === weights[i].shape.join())
  if (!fits) return void heir.why.push(`${name} does not fit`)
  tf.tidy(() => layer.setWeights(weights.map(({ shape, values }) => tf.tensor(values, shape))))
}
