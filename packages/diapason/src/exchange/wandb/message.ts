/** One message of protocol buffers, by the numbers of its fields: texts and messages as bytes, numbers as such. */
export interface Message {
  /** The bytes of each field of that number that has a length, in order. */
  readonly bytes: (field: number) => readonly Uint8Array[]
  readonly texts: (field: number) => readonly string[]
  readonly messages: (field: number) => readonly Message[]
  /** The last varint of that number. */
  readonly integer: (field: number) => number | undefined
}

/** Reads a message; fields that nobody asks for are passed over. Throws a RangeError for what is none. */
export function messageIn(bytes: Uint8Array): Message {
  const long = new Map<number, Uint8Array[]>()
  const short = new Map<number, number>()
  let at = 0
  const varint = (): number => {
    for (let [value, scale] = [0, 1]; at < bytes.length && scale <= 2 ** 63; scale *= 128) {
      const byte = bytes[at++]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
    throw new RangeError("a number has no end")
  }
  while (at < bytes.length) {
    const tag = varint()
    const [field, wire] = [Math.floor(tag / 8), tag % 8]
    if (wire === 0) short.set(field, varint())
    else if (wire === 1 || wire === 5) at += wire === 1 ? 8 : 4
    else if (wire === 2) {
      const length = varint()
      long.set(field, [...(long.get(field) ?? []), bytes.subarray(at, at + length)])
      at += length
    } else throw new RangeError(`a field of kind ${wire} is not known`)
  }
  if (at > bytes.length) throw new RangeError("a field ends after its message")
  const found = (field: number): readonly Uint8Array[] => long.get(field) ?? []
  return {
    bytes: found,
    texts: (field) => found(field).map((one) => new TextDecoder().decode(one)),
    messages: (field) => found(field).map(messageIn),
    integer: (field) => short.get(field),
  }
}
