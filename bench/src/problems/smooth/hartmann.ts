/** Hartmann 1973 with three variables on [0, 1]³ (constants from Dixon and Szegő 1978): minimum -3.86278. */
export const hartmann3 = (x: readonly number[]): number => hartmann(x, slopes3, centres3)

/** The same with six variables on [0, 1]⁶: minimum -3.32237. */
export const hartmann6 = (x: readonly number[]): number => hartmann(x, slopes6, centres6)

/** Four wells: -Σ αᵢ exp(-Σ Aᵢⱼ (xⱼ - Pᵢⱼ)²). */
function hartmann(x: readonly number[], slopes: readonly (readonly number[])[], centres: readonly (readonly number[])[]): number {
  return -depths.reduce((sum, depth, i) => {
    const exponent = x.reduce((total, xj, j) => total + slopes[i]![j]! * (xj - centres[i]![j]! / 1e4) * (xj - centres[i]![j]! / 1e4), 0)
    return sum + depth * Math.exp(-exponent)
  }, 0)
}

const depths = [1, 1.2, 3, 3.2]

const slopes3 = [
  [3, 10, 30],
  [0.1, 10, 35],
  [3, 10, 30],
  [0.1, 10, 35],
]
const centres3 = [
  [3689, 1170, 2673],
  [4699, 4387, 7470],
  [1091, 8732, 5547],
  [381, 5743, 8828],
]

const slopes6 = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const centres6 = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
]
