/**
 * A basin for losses that are made up: 0 where every coordinate is at its aim, nearly 1 where one is many widths away. It flattens outward
 * as the loss of a training that failed does, but slowly, so that every step still tells. Each part is a coordinate, its aim and its width:
 * 1 - 1 / √(1 + Σ ((x - aim) / width)²).
 */
export const basin = (...parts: readonly (readonly [x: number, aim: number, width: number])[]): number =>
  1 - 1 / Math.sqrt(1 + parts.reduce((sum, [x, aim, width]) => sum + ((x - aim) / width) * ((x - aim) / width), 0))
