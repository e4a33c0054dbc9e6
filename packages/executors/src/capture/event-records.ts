/** One scalar of a TensorBoard event file. */
export interface Scalar {
  readonly tag: string
  readonly step: number
  readonly value: number
}

/** Reads an event file as it grows. */
interface EventRecords {
  /** The scalars of the records that these bytes complete; a record that is not whole waits. */
  push(bytes: Uint8Array): readonly Scalar[]
  /** Why the rest of the file cannot be read; undefined while it can. */
  readonly broken: string | undefined
}

/**
 * An event file is a row of records: length (8 bytes), its checksum (4), the event, its checksum (4). The checksums are CRC-32C,
 * rotated and shifted. An event is a protobuf message with the step and the values of a summary. What is no scalar (images,
 * histograms, text) is passed over; a record of over 1 MiB is so unread.
 */
export function eventRecords(): EventRecords {
  let rest: Uint8Array = new Uint8Array(0)
  let skip = 0
  let broken: string | undefined
  const push = (bytes: Uint8Array): readonly Scalar[] => {
    const found: Scalar[] = []
    rest = joined(rest, bytes)
    while (broken === undefined) {
      const skipped = Math.min(skip, rest.length)
      skip -= skipped
      rest = rest.subarray(skipped)
      if (skip > 0 || rest.length < 12) break
      const view = viewOf(rest)
      const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
      if (view.getUint32(8, true) !== masked(rest.subarray(0, 8))) broken = "the checksum of a length is wrong"
      else if (length > largest) skip = length + 16
      else if (rest.length < length + 16) break
      else {
        const event = rest.subarray(12, 12 + length)
        if (view.getUint32(12 + length, true) !== masked(event)) broken = "the checksum of a record is wrong"
        else found.push(...scalarsOf(event))
        rest = rest.subarray(length + 16)
      }
    }
    return found
  }
  return {
    push,
    get broken() {
      return broken
    },
  }
}

const largest = 1 << 20

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

function masked(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  crc = ~crc >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/** Event: step = 2, summary = 5; Summary: value = 1; Value: tag = 1, simple_value = 2, tensor = 8. */
function scalarsOf(event: Uint8Array): readonly Scalar[] {
  const found: Scalar[] = []
  const fields = fieldsOf(event)
  const step = fields.find(({ field }) => field === 2)?.number ?? 0
  if (!Number.isSafeInteger(step)) return []
  for (const summary of fields.filter(({ field, bytes }) => field === 5 && bytes !== undefined)) {
    for (const { bytes } of fieldsOf(summary.bytes!).filter(({ field, bytes: inner }) => field === 1 && inner !== undefined)) {
      const value = fieldsOf(bytes!)
      const tag = value.find(({ field }) => field === 1)?.bytes
      const simple = value.find(({ field, wire }) => field === 2 && wire === 5)?.number
      const tensor = value.find(({ field }) => field === 8)?.bytes
      const number = simple ?? (tensor === undefined ? undefined : tensorScalar(tensor))
      if (tag !== undefined && number !== undefined) found.push({ tag: new TextDecoder().decode(tag), step, value: number })
    }
  }
  return found
}

/** TensorProto: dtype = 1 (1 float, 2 double), tensor_content = 4, float_val = 5, double_val = 6; only one element is a scalar. */
function tensorScalar(tensor: Uint8Array): number | undefined {
  const fields = fieldsOf(tensor)
  const double = fields.find(({ field }) => field === 1)?.number === 2
  const width = double ? 8 : 4
  if (!double && fields.find(({ field }) => field === 1)?.number !== 1) return undefined
  const content = fields.filter(({ field }) => field === 4 || field === (double ? 6 : 5))
  if (content.length !== 1) return undefined
  const { bytes, number } = content[0]!
  if (bytes === undefined) return number
  if (bytes.length !== width) return undefined
  return double ? viewOf(bytes).getFloat64(0, true) : viewOf(bytes).getFloat32(0, true)
}

interface Field {
  readonly field: number
  readonly wire: number
  /** A varint, a float or a double. */
  readonly number?: number
  readonly bytes?: Uint8Array
}

/** The fields of a protobuf message in order; what is cut off is left out. */
function fieldsOf(message: Uint8Array): readonly Field[] {
  const found: Field[] = []
  const view = viewOf(message)
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    return NaN
  }
  while (at < message.length) {
    const key = varint()
    const [field, wire] = [Math.floor(key / 8), key % 8]
    const length = wire === 2 ? varint() : wire === 5 ? 4 : wire === 1 ? 8 : 0
    if (Number.isNaN(key) || at + length > message.length) return found
    if (wire === 0) found.push({ field, wire, number: varint() })
    else if (wire === 1) found.push({ field, wire, number: view.getFloat64(at, true) })
    else if (wire === 5) found.push({ field, wire, number: view.getFloat32(at, true) })
    else if (wire === 2) found.push({ field, wire, bytes: message.subarray(at, at + length) })
    else return found
    at += length
  }
  return found
}
