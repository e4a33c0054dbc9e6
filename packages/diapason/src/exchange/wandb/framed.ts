/** The records of a file, and what became of its end. */
interface Framed {
  readonly records: readonly Uint8Array[]
  /** Why the file was read no further; absent where it was read to its end. */
  readonly cut?: string
}

const blockBytes = 32_768
const headBytes = 7

/**
 * Splits a `.wandb` file into its records. It is a log as LevelDB writes one: blocks of 32 KiB, in them pieces, each with its CRC-32, length and
 * kind (1 whole, 2 first, 3 middle, 4 last). A file whose writer died is read up to its last whole record. Undefined where it is no such file.
 */
export function framed(bytes: Uint8Array): Framed | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headBytes || view.getUint32(0) !== 0x3a572642 || view.getUint16(4, true) !== 0xbee1) return undefined
  if (bytes[6] !== 0) return { records: [], cut: `its form is version ${bytes[6]}, and only 0 is known` }
  const records: Uint8Array[] = []
  let [at, pieces]: [number, Uint8Array[]] = [headBytes, []]
  while (at < bytes.length) {
    const left = blockBytes - (at % blockBytes)
    if (left < headBytes) {
      at += left
      continue
    }
    const end = at + headBytes + (at + headBytes <= bytes.length ? view.getUint16(at + 4, true) : 0)
    if (at + headBytes > bytes.length || end > bytes.length) return { records, cut: `it ends in the middle of a record, at byte ${at}` }
    const kind = bytes[at + 6]!
    // Space that was set aside and never written.
    if (kind === 0 && end === at + headBytes)
      return { records, ...(pieces.length > 0 && { cut: `a record ends at byte ${at} before its last piece` }) }
    if (kind > 4 || crc32(bytes.subarray(at + 6, end)) !== view.getUint32(at, true))
      return { records, cut: `the record at byte ${at} does not have its checksum` }
    pieces = kind === 1 || kind === 2 ? [bytes.subarray(at + headBytes, end)] : [...pieces, bytes.subarray(at + headBytes, end)]
    if (kind === 1 || kind === 4) {
      records.push(joined(pieces))
      pieces = []
    }
    at = end
  }
  return { records, ...(pieces.length > 0 && { cut: "its last record is not whole" }) }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** CRC-32 of IEEE 802.3, as in zip files. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
