/**
 * Numbers that somebody is still reading piece by piece: who would change them changes a copy instead, which is lent to nobody. Nothing is
 * ever given back, so a reader that went away in the middle costs one copy and no more.
 */
const lent = new WeakSet<Float64Array | Uint8Array>()

export const lend = (numbers: Float64Array | Uint8Array): void => void lent.add(numbers)

/** Numbers that may be changed: themselves, or a copy where they are lent. */
export const owned = <T extends Float64Array | Uint8Array>(numbers: T): T => (lent.has(numbers) ? (numbers.slice() as T) : numbers)
