import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { shuffled } from "./shuffle.mjs"

/** Width and height of an image multiplied: numbers per image. */
export const PIXELS = 28 * 28

const CLASSES = 10
const IMAGES = 10_000
const PER_CLASS = { train: 300, validation: 150 }
const SPLIT_SEED = 2024
const CACHE = new URL(".cache/digits-v1.bin", import.meta.url)

/**
 * A part of the data. Image i is `pixels` from i * PIXELS on, grey values 0 to 255; its digit is `labels[i]`.
 *
 * @typedef {{ count: number, pixels: Uint8Array, labels: Uint8Array }} Part
 */

/**
 * 10,000 real handwritten digits in three parts that share no image, the same in every process: 3000 to train on
 * (300 of each digit), 1500 to validate on (150 of each), and the other 5500, held out for the test.
 *
 * The first call reads the package `mnist` and leaves a small binary file, which later calls read instead.
 *
 * @returns {{ train: Part, validation: Part, test: Part }}
 */
export function loadDigits() {
  const bytes = cached() ?? written(split())
  const part = (from, count) => ({
    count,
    pixels: bytes.subarray(from * PIXELS, (from + count) * PIXELS),
    labels: bytes.subarray(IMAGES * PIXELS + from, IMAGES * PIXELS + from + count),
  })
  const train = PER_CLASS.train * CLASSES
  const validation = PER_CLASS.validation * CLASSES
  return { train: part(0, train), validation: part(train, validation), test: part(train + validation, IMAGES - train - validation) }
}

function cached() {
  try {
    const bytes = readFileSync(CACHE)
    return bytes.length === IMAGES * (PIXELS + 1) ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Written beside and renamed, so that trials which start together never read half a file. */
function written(bytes) {
  const draft = new URL(`digits-v1.${process.pid}.tmp`, CACHE)
  mkdirSync(new URL(".", CACHE), { recursive: true })
  writeFileSync(draft, bytes)
  renameSync(draft, CACHE)
  return bytes
}

/** All pixels, then all labels; train first, then validation, then test, each in shuffled order. */
function split() {
  const parts = { train: [], validation: [], test: [] }
  for (let digit = 0; digit < CLASSES; digit++) {
    const values = readDigit(digit)
    const order = shuffled(values.length / PIXELS, SPLIT_SEED + digit)
    order.forEach((image, place) => {
      const pixels = values.slice(image * PIXELS, (image + 1) * PIXELS).map((value) => Math.round(value * 255))
      parts[partAt(place)].push({ digit, pixels })
    })
  }
  const bytes = new Uint8Array(IMAGES * (PIXELS + 1))
  let row = 0
  for (const [number, images] of [parts.train, parts.validation, parts.test].entries()) {
    for (const place of shuffled(images.length, SPLIT_SEED + CLASSES + number)) {
      bytes.set(images[place].pixels, row * PIXELS)
      bytes[IMAGES * PIXELS + row] = images[place].digit
      row++
    }
  }
  return bytes
}

/** @returns {"train" | "validation" | "test"} the part that takes the image at this place of its digit's order */
function partAt(place) {
  if (place < PER_CLASS.train) return "train"
  return place < PER_CLASS.train + PER_CLASS.validation ? "validation" : "test"
}

/** All images of one digit in a row, as numbers from 0 to 1. */
function readDigit(digit) {
  const file = fileURLToPath(import.meta.resolve(`mnist/src/digits/${digit}.json`))
  return JSON.parse(readFileSync(file, "utf8")).data
}
