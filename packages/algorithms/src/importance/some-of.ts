import { rng, shuffle } from "@diapason/math"

/** At most `most` of the places 0 … count − 1, in their order: a fair sample, the same for the same seed. */
export function someOf(count: number, most: number, seed: number): readonly number[] {
  const places = Array.from({ length: count }, (_, i) => i)
  if (count <= most) return places
  return shuffle(places, rng(seed, count, "bootstrap"))
    .slice(0, most)
    .sort((a, b) => a - b)
}
