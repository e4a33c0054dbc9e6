import { readFileSync } from "node:fs"

/** The hyperparameters of a training of the LCBench surrogate. */
export interface Training {
  readonly batch_size: number
  readonly learning_rate: number
  readonly momentum: number
  readonly weight_decay: number
  readonly num_layers: number
  readonly max_units: number
  readonly max_dropout: number
}

/** What the surrogate says of a training: time in seconds, accuracies in percent or shares as LCBench recorded them. */
export interface Forecast {
  readonly time: number
  readonly val_accuracy: number
  readonly val_cross_entropy: number
  readonly val_balanced_accuracy: number
  readonly test_cross_entropy: number
  readonly test_balanced_accuracy: number
}

/**
 * What a training of the classification task (an OpenML task id) has reached after `epoch` of 52 epochs: the LCBench surrogate of
 * YAHPO Gym (Pfisterer et al. 2022), a residual network with gated linear units, in double precision. About a millisecond.
 * Throws RangeError for a task that the data file does not hold.
 */
export function forecast(task: string, training: Training, epoch: number): Forecast {
  const { tasks, embedding, inputs, outputs, ...network } = (loaded ??= load())
  const row = tasks.indexOf(task)
  if (row < 0) throw new RangeError(`no task ${task}; there is ${tasks.join(", ")}`)
  const raw = { epoch, ...training }
  const numbers = inputs.map(({ name, log, shift, scale }) => ((log ? Math.log(raw[name] + tiny) : raw[name]) - shift) / scale)
  const width = embedding.length / tasks.length
  const heads = pass(network, Float64Array.of(...embedding.subarray(row * width, (row + 1) * width), ...numbers))
  return Object.fromEntries(
    outputs.map(({ name, log, shift, scale }, i) => {
      const y = scale / (1 + Math.exp(-heads[i]!)) + shift
      return [name, log ? Math.exp(y) - tiny : y]
    }),
  ) as unknown as Forecast
}

/** What keeps the logarithm of the model from 0, as a single precision number. */
const tiny = Math.fround(1e-12)

/** One number on its way in or out: logarithm, then (x - shift) / scale; outward the reverse. */
interface Scaled<Name extends string> {
  readonly name: Name
  readonly log: boolean
  readonly shift: number
  readonly scale: number
}

interface Dense {
  readonly weights: Float64Array
  readonly bias: Float64Array
}

/** x -> x scale + shift, element by element. */
interface Affine {
  readonly scale: Float64Array
  readonly shift: Float64Array
}

interface Network {
  readonly first: Dense
  readonly blocks: readonly { readonly norm: Affine; readonly widen: Dense; readonly narrow: Dense }[]
  readonly norm: Affine
  readonly head: Dense
}

function pass({ first, blocks, norm, head }: Network, input: Float64Array): Float64Array {
  const x = dense(first, input)
  for (const block of blocks) {
    const change = dense(block.narrow, gated(block.widen, affine(block.norm, x)))
    for (let i = 0; i < x.length; i++) x[i]! += change[i]!
  }
  return dense(
    head,
    affine(norm, x).map((value) => Math.max(0, value)),
  )
}

const dense = (layer: Dense, x: Float64Array): Float64Array => layer.bias.map((_, row) => neuron(layer, row, x))

/** A dense layer whose first half counts as far as its partner in the second half is above 0; the others need no computing. */
function gated(layer: Dense, x: Float64Array): Float64Array {
  const half = layer.bias.length / 2
  return layer.bias.subarray(0, half).map((_, i) => {
    const gate = neuron(layer, half + i, x)
    return gate > 0 ? gate * neuron(layer, i, x) : 0
  })
}

/** Two sums side by side: one would wait for itself at each step. */
function neuron({ weights, bias }: Dense, row: number, x: Float64Array): number {
  const columns = x.length
  const from = row * columns
  const even = columns - (columns % 2)
  let a = bias[row]!
  let b = 0
  for (let j = 0; j < even; j += 2) {
    a += weights[from + j]! * x[j]!
    b += weights[from + j + 1]! * x[j + 1]!
  }
  return even < columns ? a + b + weights[from + even]! * x[even]! : a + b
}

const affine = ({ scale, shift }: Affine, x: Float64Array): Float64Array => x.map((value, i) => value * scale[i]! + shift[i]!)

interface Loaded extends Network {
  readonly tasks: readonly string[]
  readonly embedding: Float64Array
  readonly inputs: readonly Scaled<keyof Training | "epoch">[]
  readonly outputs: readonly Scaled<keyof Forecast>[]
}

let loaded: Loaded | undefined

/** The header's length (32 bits), the header in JSON, the tensors it names in single precision, all little-endian. */
function load(): Loaded {
  const bytes = readFileSync(new URL("../../../data/lcbench/surrogate.bin", import.meta.url))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 4 + view.getUint32(0, true)
  const header = JSON.parse(bytes.toString("utf8", 4, at)) as Pick<Loaded, "tasks" | "inputs" | "outputs"> & {
    readonly blocks: number
    readonly epsilon: number
    readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[]
  }
  const tensors = new Map(
    header.tensors.map(({ name, shape }) => {
      const values = new Float64Array(shape.reduce((product, n) => product * n, 1))
      for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true)
      return [name, values]
    }),
  )
  const tensor = (name: string): Float64Array => tensors.get(name)!
  const denseNamed = (name: string): Dense => ({ weights: tensor(`${name}.weight`), bias: tensor(`${name}.bias`) })
  const normNamed = (name: string): Affine => {
    const [mean, variance, weight, bias] = ["running_mean", "running_var", "weight", "bias"].map((part) => tensor(`${name}.${part}`))
    const scale = weight!.map((w, i) => w / Math.sqrt(variance![i]! + header.epsilon))
    return { scale, shift: bias!.map((b, i) => b - mean![i]! * scale[i]!) }
  }
  return {
    tasks: header.tasks,
    inputs: header.inputs,
    outputs: header.outputs,
    embedding: tensor("embds_fct.0.weight"),
    first: denseNamed("first_layer"),
    blocks: Array.from({ length: header.blocks }, (_, i) => ({
      norm: normNamed(`layers.${i}.norm`),
      widen: denseNamed(`layers.${i}.linear0`),
      narrow: denseNamed(`layers.${i}.linear1`),
    })),
    norm: normNamed("last_normalization"),
    head: denseNamed("head"),
  }
}
