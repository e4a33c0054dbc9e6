/**
 * A number as two whose quotient is exactly it, for `? / ?` in a statement. The package @photostructure/sqlite takes what is nearer to a
 * whole number than 2^-52 for that number: a loss of 1e-20 would be 0, an accuracy of 1 - 2^-53 would be 1.
 */
export const exactReal = (x: number): readonly [number, number] =>
  x !== Math.round(x) && Math.abs(x - Math.round(x)) < 2 ** -52 ? [x * 2 ** 1023, 2 ** 1023] : [x, 1]
