/** The wire format of protocol buffers, as far as event files need it. */

/** A number without a sign in as few bytes as it needs. */
function varint(n: number): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(n))
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    bytes.push(rest > 0n ? low | 128 : low)
  } while (rest > 0n)
  return Buffer.from(bytes)
}

const key = (field: number, kind: 0 | 1 | 2 | 5): Buffer => varint((field << 3) | kind)

/** A whole number, a truth value or a member of an enumeration. */
export const whole = (field: number, n: number): Buffer => Buffer.concat([key(field, 0), varint(n)])

/** A text, or a message that is encoded already. */
export function inside(field: number, content: Buffer | string): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : content
  return Buffer.concat([key(field, 2), varint(bytes.length), bytes])
}

export function double(field: number, x: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(x)
  return Buffer.concat([key(field, 1), bytes])
}

/** A number of 32 bits; one that is too large for them is infinite there. */
export function single(field: number, x: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(x)
  return Buffer.concat([key(field, 5), bytes])
}
