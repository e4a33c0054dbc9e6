import { normalCdf, pow } from "@diapason/math"

/**
 * How likely each cell is after what was counted in them: a kernel at each cell that was met, as heavy as its count, and one of weight 1 over
 * the whole grid. In order, kernels are normals cut to the grid and gathered in cells, as wide as Scott (1992) says and at least so wide that
 * nine tenths stay in the cell; of a choice, its value and a little of the others. As in Watanabe et al. 2023; sums to 1.
 */
export function density(counts: ArrayLike<number>, choice: boolean): Float64Array {
  const met: number[] = []
  let total = 0
  for (let k = 0; k < counts.length; k++) {
    if (counts[k]! === 0) continue
    met.push(k)
    total += counts[k]!
  }
  const result = new Float64Array(counts.length)
  if (choice) ofChoice(counts, met, total, result)
  else ofOrder(counts, met, total, result)
  return result
}

function ofChoice(counts: ArrayLike<number>, met: readonly number[], total: number, result: Float64Array): void {
  const size = counts.length
  const little = 1 / (met.length + 1)
  const whole = 1 + size * little
  for (let k = 0; k < size; k++) result[k] = (total * (little / whole) + counts[k]! / whole + 1 / size) / (total + 1)
}

function ofOrder(counts: ArrayLike<number>, met: readonly number[], total: number, result: Float64Array): void {
  const size = counts.length
  const sigma = widthOf(counts, met, total)
  // Kernels differ by where they stand alone, so the masses of cells depend on the distance.
  const mass = Float64Array.from({ length: size }, (_, d) => normalCdf((d + 0.5) / sigma) - normalCdf((d - 0.5) / sigma))
  for (const centre of met) {
    const inside = normalCdf((size - 0.5 - centre) / sigma) - normalCdf((-0.5 - centre) / sigma)
    const weight = counts[centre]! / (inside * (total + 1))
    for (let k = 0; k < size; k++) result[k]! += weight * mass[Math.abs(k - centre)]!
  }
  const middle = (size - 1) / 2
  const inside = normalCdf((size - 0.5 - middle) / size) - normalCdf((-0.5 - middle) / size)
  for (let k = 0; k < size; k++) {
    result[k]! += (normalCdf((k + 0.5 - middle) / size) - normalCdf((k - 0.5 - middle) / size)) / (inside * (total + 1))
  }
}

function widthOf(counts: ArrayLike<number>, met: readonly number[], total: number): number {
  let sum = 0
  for (const k of met) sum += k * counts[k]!
  const mean = sum / total
  let squares = 0
  for (const k of met) squares += (k - mean) * (k - mean) * counts[k]!
  const deviation = Math.sqrt(squares / Math.max(1, total - 1))
  const [lower, upper] = [Math.floor(total / 4), Math.floor((3 * total) / 4)]
  let cumulated = 0
  let first = -1
  let third = -1
  for (const k of met) {
    cumulated += counts[k]!
    if (first < 0 && cumulated >= lower) first = k
    if (third < 0 && cumulated > upper) third = k
  }
  const range = (third < 0 ? met[met.length - 1]! : third) - first
  return Math.max(0.5 / 1.64, 1.059 * Math.min(range / 1.34, deviation) * pow(total, -0.2))
}
