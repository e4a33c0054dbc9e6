import { exp, pow, rng } from "@diapason/math"

/** The last step of the curves below. */
export const last = 81

type Draw = (uniform: () => number) => (step: number) => number

/** Families of falling curves (Mohr et al. 2022), with parameters drawn at random. */
const families = {
  power(uniform: () => number) {
    const [a, b, c] = [0.4 * uniform(), 0.2 + 0.6 * uniform(), 0.2 + 1.3 * uniform()]
    return (r: number) => a + b * pow(r, -c)
  },
  mmf(uniform: () => number) {
    const [a, c, b, d] = [0.4 + 0.5 * uniform(), 0.4 * uniform(), 2 + 30 * uniform(), 0.5 + 1.5 * uniform()]
    return (r: number) => (a * b + c * pow(r, d)) / (b + pow(r, d))
  },
  exponential(uniform: () => number) {
    const [a, b, c] = [0.4 * uniform(), 0.2 + 0.6 * uniform(), 0.01 + 0.2 * uniform()]
    return (r: number) => a + b * exp(-c * r)
  },
} satisfies Readonly<Record<string, Draw>>

export type Family = keyof typeof families

/** The i-th curve of a family at steps 1 to `last`, with noise of 0.01; the same each time. */
export function drawn(family: Family, i: number): readonly number[] {
  const random = rng(1, i, "fold")
  const of = families[family](() => random.uniform())
  return steps.map((step) => of(step) + 0.01 * random.normal())
}

export const steps: readonly number[] = Array.from({ length: last }, (_, i) => i + 1)
