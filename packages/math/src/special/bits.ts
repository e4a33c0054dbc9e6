/** The two 32-bit words of a double. Shared scratch memory: write, read and be done within one function. */
const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
double[0] = 1
const high = words[1] === 0 ? 0 : 1 // the byte order of the machine

/** The sign, exponent and upper 20 bits of the fraction of x, as an unsigned word. */
export function highBits(x: number): number {
  double[0] = x
  return words[high]!
}

/** x with the lower 32 bits of its fraction cleared, so that its square is exact. */
export function withoutLowBits(x: number): number {
  double[0] = x
  words[1 - high] = 0
  return double[0]
}

/** x with its sign, exponent and upper 20 bits of fraction replaced. */
export function withHighBits(x: number, bits: number): number {
  double[0] = x
  words[high] = bits
  return double[0]
}

/** y times 2^k for y near 1 and any k from -1100 to 1100, rounded once. */
export function scale(y: number, k: number): number {
  if (k > 1023) return y * powerOfTwo(1023) * powerOfTwo(k - 1023)
  if (k >= -1021) return y * powerOfTwo(k)
  return y * powerOfTwo(k + 200) * powerOfTwo(-200)
}

function powerOfTwo(k: number): number {
  words[high] = (k + 1023) << 20
  words[1 - high] = 0
  return double[0]!
}
