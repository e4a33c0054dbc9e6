import type { Json } from "@diapason/core"

/** Host globals that Node, workers and browsers share. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }

/** Numbers of one kind, as they lie in memory. */
export type Packed = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** A piece of a file: a head in JSON, and numbers. Its length is a multiple of 8, so that the numbers of the next one lie well too. */
export function sectionOf(head: unknown, numbers: Packed = nothing): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head))
  const from = 8 * Math.ceil((8 + text.length) / 8)
  const bytes = new Uint8Array(from + 8 * Math.ceil(numbers.byteLength / 8))
  new Uint32Array(bytes.buffer, 0, 2).set([text.length, numbers.byteLength])
  bytes.set(text, 8)
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), from)
  return bytes
}

/** The sections of a file in order; `numbers` are the bytes behind a head. Throws RangeError where it ends too early. */
export function* sectionsIn(file: Uint8Array): Iterable<{ readonly head: Json; readonly numbers: Uint8Array }> {
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice()
  for (let at = 0; at < bytes.length;) {
    const [head, length] = new Uint32Array(bytes.buffer, bytes.byteOffset + at, 2) as unknown as readonly [number, number]
    const from = at + 8 * Math.ceil((8 + head) / 8)
    if (from + length > bytes.length) throw new RangeError("a section is longer than the file")
    const json = JSON.parse(new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + head))) as Json
    yield { head: json, numbers: bytes.subarray(from, from + length) }
    at = from + 8 * Math.ceil(length / 8)
  }
}

const nothing = new Uint8Array(0)
