/** Families of functions for tests: studies that resemble each other, and others. */
import { drawFlat, spaceFromJson, type Flat, type Lesson } from "@diapason/core"
import { rng } from "@diapason/math"

export const space = { x: "float(0, 1)", y: "float(0, 1)", z: "float(0, 1)", kind: { type: "choice", values: ["a", "b"] } }

/** A bowl of some width around a place that moves a little with the task. */
export const bowl =
  (task: number) =>
  ({ x, y, z, kind }: Flat): number => {
    const shift = 0.05 * Math.sin(7 * task)
    const away = ((x as number) - 0.83 - shift) ** 2 + ((y as number) - 0.2 + shift) ** 2 + 0.3 * ((z as number) - 0.6) ** 2
    return 10 * away + (kind === "a" ? 0 : 0.7)
  }

export function lesson(study: string, truth: (flat: Flat) => number, trials = 30, seed = 1): Lesson {
  const of = spaceFromJson(space)
  const draw = rng(seed, 0, "random")
  const flats = Array.from({ length: trials }, () => drawFlat(of, () => draw.uniform()))
  return { study, trials: flats.map((flat) => ({ flat, losses: [truth(flat)] })) }
}

/** Five studies of the family. */
export const family = [1, 2, 3, 4, 5].map((task) => lesson(`task ${task}`, bowl(task), 30, task))
