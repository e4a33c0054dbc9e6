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
  if (k >= -1021 && k <= 1023) return y * powers[k + 1022]!
  if (k > 1023) return y * powers[2045]! * powers[k - 1]!
  return y * powers[k + 1222]! * powers[822]!
}

/** 2^(i - 1022): a look-up is faster than a store into the words and a load of the double. */
const powers = powersOfTwo()

function powersOfTwo(): Float64Array {
  const table = new Float64Array(2046)
  for (let i = 1022, up = 1, down = 1; i < 2046; i++, up *= 2, down /= 2) {
    table[i] = up
    table[2044 - i] = down
  }
  return table
}
