/**
 * Philox4x32 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 4.3): a bijection of 128 bits
 * under a key of 64. Every random number of a study is one of its words, so any of them can be computed alone, in any order.
 * About 20 multiplications a round; no state.
 */

/**
 * Encrypts the counter (c0, c1, c2, c3) under the key (k0, k1) and writes four uniform 32-bit words to `out`.
 * All six inputs are taken modulo 2³². Ten rounds is the authors' choice for general use, seven the fewest that pass their tests.
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array, // (4)
  rounds = 10,
): void {
  for (let round = 0; round < rounds; round++) {
    const h0 = highWord(0xd2511f53, c0)
    const l0 = Math.imul(0xd2511f53, c0)
    const h1 = highWord(0xcd9e8d57, c2)
    const l1 = Math.imul(0xcd9e8d57, c2)
    c0 = h1 ^ c1 ^ k0
    c1 = l1
    c2 = h0 ^ c3 ^ k1
    c3 = l0
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** The upper 32 bits of the 64-bit product of two 32-bit words, as a signed word: schoolbook on 16-bit halves, exact in doubles. */
export function highWord(a: number, b: number): number {
  const ah = a >>> 16
  const al = a & 0xffff
  const bh = b >>> 16
  const bl = b & 0xffff
  const middle = ah * bl + ((al * bl) >>> 16)
  const carry = al * bh + (middle & 0xffff)
  // Both sums stay below 2³², so `>>>` loses nothing.
  return (ah * bh + (middle >>> 16) + (carry >>> 16)) | 0
}
