/**
 * The numbers 0 to n - 1 in an order that depends on the seed alone (Fisher and Yates).
 *
 * @param {number} n how many
 * @param {number} seed a whole number; taken modulo 2^32
 * @returns {Int32Array}
 */
export function shuffled(n, seed) {
  const random = uniform(seed)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

/**
 * A Weyl sequence through the 32-bit finaliser of MurmurHash3 (A. Appleby, public domain): plenty for shuffling.
 *
 * @param {number} seed
 * @returns {() => number} numbers in [0, 1)
 */
export function uniform(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let h = state
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
  }
}
