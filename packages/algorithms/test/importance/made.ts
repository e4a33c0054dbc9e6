import type { Feature } from "../../src/importance/evidence.ts"

/** Features of numbers, x0, x1, … */
export const features = (count: number): Feature[] =>
  Array.from({ length: count }, (_, f) => ({
    name: `x${f}`,
    parameter: { kind: "float", name: `x${f}`, low: 0, high: 1, scale: "linear" },
    levels: 0,
    conditional: false,
  }))
