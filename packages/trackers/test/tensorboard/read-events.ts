import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/** A field of a message: its number, and a number or the bytes of what is inside. */
type Field = readonly [number, number | Uint8Array]

/** The messages of an event file, each with the fields of its event. Throws at whatever is no record; sums are compared bit by bit. */
export function eventsIn(path: string): readonly (readonly Field[])[] {
  const bytes = new Uint8Array(readFileSync(path))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: (readonly Field[])[] = []
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true))
    const data = bytes.subarray(at + 12, at + 12 + length)
    if (view.getUint32(at + 8, true) !== sumOf(bytes.subarray(at, at + 8))) throw new Error(`the length at ${at} has another sum`)
    if (view.getUint32(at + 12 + length, true) !== sumOf(data)) throw new Error(`the record at ${at} has another sum`)
    found.push(fieldsOf(data))
    at += 16 + length
  }
  return found
}

/** What a folder of event files says, one line a fact, by its folders. */
export function linesIn(root: string): Record<string, readonly string[]> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("tfevents"))
  const lines: Record<string, string[]> = {}
  for (const file of files.sort()) {
    const folder = file.split("/").slice(0, -1).join("/")
    for (const event of eventsIn(join(root, file))) (lines[folder] ??= []).push(lineOf(event))
  }
  return lines
}

function lineOf(event: readonly Field[]): string {
  const version = inside(event, 3)
  if (version !== undefined) return text(version)
  const value = fieldsOf(inside(fieldsOf(inside(event, 5)!), 1)!)
  const tag = text(inside(value, 1)!)
  const step = event.find(([field]) => field === 2)?.[1] ?? 0
  const simple = value.find(([field]) => field === 2)?.[1]
  return simple === undefined ? `${tag} ${Buffer.from(inside(value, 9)!).toString("latin1")}` : `${tag} ${String(step)} ${String(simple)}`
}

export const inside = (fields: readonly Field[], number: number): Uint8Array | undefined =>
  fields.find(([field, value]) => field === number && typeof value === "object")?.[1] as Uint8Array | undefined

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The fields of a message in the wire format of protocol buffers. */
export function fieldsOf(bytes: Uint8Array): readonly Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let n = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++]!
      n += (byte % 128) * shift
      if (byte < 128) return n
    }
  }
  while (at < bytes.length) {
    const key = varint()
    const kind = key % 8
    if (kind === 0) fields.push([key >> 3, varint()])
    else if (kind === 1) {
      fields.push([key >> 3, view.getFloat64(at, true)])
      at += 8
    } else if (kind === 5) {
      fields.push([key >> 3, view.getFloat32(at, true)])
      at += 4
    } else {
      const length = varint()
      fields.push([key >> 3, bytes.subarray(at, at + length)])
      at += length
    }
  }
  return fields
}

/** The masked CRC-32C, by the definition: a division of polynomials, bit by bit. */
function sumOf(bytes: Uint8Array): number {
  let c = 0xffffffffn
  for (const byte of bytes) {
    c ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) c = c & 1n ? (c >> 1n) ^ 0x82f63b78n : c >> 1n
  }
  c ^= 0xffffffffn
  return Number((((c >> 15n) | (c << 17n)) + 0xa282ead8n) & 0xffffffffn)
}
