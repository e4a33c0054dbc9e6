/**
 * The uniform that two random words make: (k + ½)/2⁵² with the 26 upper bits of each word in k. An odd multiple of 2⁻⁵³, so inside (0, 1)
 * and symmetric about ½. With 53 bits in k the largest would round to 1.
 */
export const uniformOf = (a: number, b: number): number => ((a >>> 6) * 0x4000000 + (b >>> 6) + 0.5) / 0x10000000000000
