import { crc32c } from "./crc32c.ts"

/** One record of an event file: its length and its bytes, each followed by its sum. The format is that of TFRecord. */
export function record(data: Buffer): Buffer {
  const framed = Buffer.alloc(16 + data.length)
  framed.writeBigUInt64LE(BigInt(data.length))
  framed.writeUInt32LE(masked(framed.subarray(0, 8)), 8)
  data.copy(framed, 12)
  framed.writeUInt32LE(masked(data), 12 + data.length)
  return framed
}

/** The whole records at the beginning of a file; what comes after them was cut short, or is no record. */
export function wholeRecords(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; file.length - at >= 16;) {
    const length = Number(file.readBigUInt64LE(at))
    const end = at + 16 + length
    if (file.readUInt32LE(at + 8) !== masked(file.subarray(at, at + 8)) || end > file.length) break
    if (file.readUInt32LE(end - 4) !== masked(file.subarray(at + 12, end - 4))) break
    found.push(file.subarray(at, end))
    at = end
  }
  return found
}

/** The sum as it is stored: of bytes that hold sums themselves a plain one would say little. */
function masked(bytes: Uint8Array): number {
  const c = crc32c(bytes)
  return ((((c >>> 15) | (c << 17)) >>> 0) + 0xa282ead8) >>> 0
}
