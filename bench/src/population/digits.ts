/** The handwritten digits of `examples/digits` as small pictures: 8 × 8 grey values from 0 to 1, in three parts that share no image. */

/** Image i is `pixels` from i * inputs on, its digit `labels[i]`. */
export interface Part {
  readonly count: number
  readonly pixels: Float64Array
  readonly labels: Uint8Array
}

export interface Digits {
  readonly train: Part
  readonly validation: Part
  readonly test: Part
}

/** Numbers per small picture. */
export const inputs = 64

/** The first so many images of the training and of the validation part, and the whole test part. */
export async function loadDigits(train = 500, validation = 1000): Promise<Digits> {
  const all = (await (await source()).loadDigits()) as Readonly<Record<keyof Digits, RawPart>>
  return { train: small(all.train, train), validation: small(all.validation, validation), test: small(all.test, all.test.count) }
}

/** Each mean of nine pixels of the middle 24 × 24, which hold the whole digit: the outer two rows on each side are empty. */
export function shrunk(pixels: Uint8Array): Float64Array {
  const means = new Float64Array(inputs)
  for (let row = 0; row < 24; row++)
    for (let column = 0; column < 24; column++)
      means[Math.floor(row / 3) * 8 + Math.floor(column / 3)]! += pixels[(row + margin) * side + column + margin]! / 255 / 9
  return means
}

interface RawPart {
  readonly count: number
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

function small({ pixels, labels, count }: RawPart, wanted: number): Part {
  const taken = Math.min(count, wanted)
  const kept = new Float64Array(taken * inputs)
  for (let i = 0; i < taken; i++) kept.set(shrunk(pixels.subarray(i * side * side, (i + 1) * side * side)), i * inputs)
  return { count: taken, pixels: kept, labels: labels.slice(0, taken) }
}

const side = 28
const margin = 2

/** The example is plain JavaScript beside the packages. */
const source = (): Promise<{ loadDigits(): unknown }> =>
  import(new URL("../../../examples/digits/digits.mjs", import.meta.url).href) as Promise<{ loadDigits(): unknown }>
