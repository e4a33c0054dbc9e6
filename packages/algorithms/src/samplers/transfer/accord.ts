/**
 * Whether earlier studies teach each other: what the others say of a study is held against what it found itself. Studies that do not
 * resemble each other are no ground to think that they resemble one more.
 */
import { sobolPoint } from "@diapason/math"
import { placeAt, rowOf, type Cube } from "../gp/cube.ts"
import type { Teacher } from "./teacher.ts"

/**
 * The correlation, over the space and the best of all, between a teacher and the mean of all others, mean over the teachers: about 0 among strangers, 1 where all
 * say the same; undefined for fewer than three.
 */
export function accord(teachers: readonly Teacher[], cube: Cube): number | undefined {
  if (teachers.length < 3) return undefined
  const spread = Array.from({ length: surveyed }, (_, i) => placeAt(cube, sobolPoint(i, cube.space.parameters.length, 0)).row)
  const rows = [...spread, ...teachers.flatMap(({ best }) => best.slice(0, welcomed).map((flat) => rowOf(cube, flat)))]
  const means = teachers.map(({ mean }) => rows.map(mean))
  const sums = rows.map((_, r) => means.reduce((sum, line) => sum + line[r]!, 0))
  const correlations = means.map((line) =>
    correlation(
      line,
      sums.map((sum, r) => sum - line[r]!),
    ),
  )
  return correlations.reduce((sum, one) => sum + one / correlations.length, 0)
}

/** Pearson's; 0 where either does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : 0
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0)

const surveyed = 64

/** Of each teacher: what was good in one study should be so in another. */
const welcomed = 3
