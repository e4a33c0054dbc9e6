/** Whether results bear out what earlier studies expect: landmarks tell more of a likeness than what is known of the data. */
import type { Observation } from "@diapason/core"
import { kendallTau } from "../../transfer/kendall-tau.ts"
import { rowOf, type Cube } from "../gp/cube.ts"
import type { Teacher } from "./teacher.ts"

/** Kendall's τ between the teachers' mean and the losses of the trials that were completed; 0 where there are fewer than `fewest` of them. */
export function agreement(teachers: readonly Teacher[], cube: Cube, told: readonly Observation[]): number {
  const complete = told.flatMap(({ flat, outcome }) => (outcome.kind === "complete" ? [{ flat, loss: outcome.losses[0]! }] : []))
  if (complete.length < fewest) return 0
  const expected = complete.map(({ flat }) => {
    const row = rowOf(cube, flat)
    return teachers.reduce((sum, teacher) => sum + teacher.mean(row), 0)
  })
  return kendallTau(
    expected,
    complete.map(({ loss }) => loss),
  )
}

const fewest = 5
