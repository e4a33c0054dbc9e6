/** A number in words, with four significant digits at most. */
export const figure = (x: number): string => String(Number(x.toPrecision(4)))
