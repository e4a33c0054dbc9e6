/**
 * Draws from the prior of a Gaussian process at any number of points, as weighted waves whose frequencies follow the kernel's spectrum
 * (Rahimi and Recht 2007). That of Matérn 5/2 is Student's t with five degrees of freedom.
 */
import { cos, rng } from "@diapason/math"
import type { Hyper } from "../surrogate/gp/hyper.ts"
import type { Rows } from "../surrogate/gp/rows.ts"

interface PriorDraw {
  /** The draw at each of the sets of rows. */
  readonly parts: readonly Float64Array[]
  /** Further normal numbers of this draw. */
  normal(): number
}

/** The k-th draw for each k; all share their waves. */
export function priorDraws(sets: readonly Rows[], hyper: Hyper, seed: number): (k: number) => PriorDraw {
  const waves = wavesOf(sets[0]!, hyper, seed, levelsIn(sets))
  const heights = sets.map((rows) => heightsOf(rows, waves, Math.sqrt((2 * hyper.signal) / count)))
  return (k) => {
    const random = rng(seed, k + 1, "gp.draws")
    const weights = Float64Array.from({ length: count }, () => random.normal())
    return {
      normal: () => random.normal(),
      parts: heights.map((lines) =>
        Float64Array.from(lines, (line) => {
          let sum = 0
          for (let m = 0; m < count; m++) sum += line[m]! * weights[m]!
          return sum
        }),
      ),
    }
  }
}

interface Wave {
  readonly phase: number
  /** For each column its frequency; of a category, a number for each level from −1 on. */
  readonly columns: readonly Float64Array[]
}

const levelsIn = (sets: readonly Rows[]): readonly number[] =>
  Array.from(sets[0]!.category, (category, c) => {
    let most = -1
    for (const { at, columns, count } of sets) for (let i = 0; category === 1 && i < count; i++) most = Math.max(most, at[i * columns + c]!)
    return most
  })

/** Two levels are 1/ℓ apart: each is a direction of its own, 1/(ℓ√2) long. */
function wavesOf({ category }: Rows, { inverseSquares }: Hyper, seed: number, levels: readonly number[]): readonly Wave[] {
  const random = rng(seed, 0, "gp.draws")
  return Array.from({ length: count }, () => {
    let chi = 0
    for (let k = 0; k < 5; k++) chi += square(random.normal())
    const stretch = Math.sqrt(5 / chi)
    return {
      phase: 2 * Math.PI * random.uniform(),
      columns: Array.from(category, (isCategory, c) => {
        const inverse = stretch * Math.sqrt(inverseSquares[c]! / (isCategory === 1 ? 2 : 1))
        return Float64Array.from({ length: isCategory === 1 ? levels[c]! + 2 : 1 }, () => inverse * random.normal())
      }),
    }
  })
}

const heightsOf = ({ at, columns, count: rows, category }: Rows, waves: readonly Wave[], height: number): readonly Float64Array[] =>
  Array.from({ length: rows }, (_, i) =>
    Float64Array.from(waves, (wave) => {
      let angle = wave.phase
      for (let c = 0; c < columns; c++) {
        const value = at[i * columns + c]!
        angle += category[c] === 1 ? wave.columns[c]![value + 1]! : wave.columns[c]![0]! * value
      }
      return height * cos(angle)
    }),
  )

const square = (x: number): number => x * x

/** Waves: enough for a share of variance, which is all that draws are for. */
const count = 384
