import { spaceFromJson, type Flat, type Lesson, type Space } from "@diapason/core"
import { rng } from "@diapason/math"
import type { TransferTask } from "./task.ts"

/** What becomes of a memory before a study is taught: nothing, all losses turned around, or others in their place that have nothing to do with it. */
export const twists = ["related", "inverted", "unrelated"] as const

export type Twist = (typeof twists)[number]

/** A finished study of a task. */
export interface Past {
  readonly task: string
  readonly flats: readonly Flat[]
  readonly losses: readonly number[]
}

/** What the pasts teach. */
export const lessonsOf = (pasts: readonly Past[], task: TransferTask, twist: Twist, seed: number): readonly Lesson[] =>
  pasts.map(({ task: study, flats, losses }, i) => {
    const stranger = twist === "unrelated" ? strangerOn(spaceFromJson(task.space), 1000 * seed + i) : undefined
    const lossAt = (flat: Flat, at: number): number => (twist === "inverted" ? -losses[at]! : (stranger?.(flat) ?? losses[at]!))
    return { study, trials: flats.map((flat, at) => ({ flat, losses: [lossAt(flat, at)] })) }
  })

/** A bowl around a random place, as steep along each parameter as chance has it. */
function strangerOn({ parameters }: Space, key: number): (flat: Flat) => number {
  const draw = rng(key, 0, "random")
  const shape = parameters.map((parameter) => ({ parameter, centre: draw.uniform(), steep: draw.uniform() }))
  return (flat) =>
    shape.reduce((sum, { parameter, centre, steep }) => {
      if (parameter.kind !== "float" && parameter.kind !== "int") return sum
      const { low, high, scale } = parameter
      const on = scale === "log" ? Math.log : (x: number): number => x
      const u = (on(flat[parameter.name] as number) - on(low)) / (on(high) - on(low))
      return sum + steep * (u - centre) ** 2
    }, 0)
}
