/** The earlier studies of a problem as models, made when they are first asked for. */
import type { Lesson, Problem } from "@diapason/core"
import type { Cube } from "../gp/cube.ts"
import { teacherOf, type Teacher } from "./teacher.ts"

/** Those that teach anything of one objective, in the order of the memory. Some ten milliseconds each the first time. */
export function teachersOf({ memory }: Problem, cube: Cube, objective: number): readonly Teacher[] {
  if (memory === undefined) return []
  const known = made.get(memory) ?? []
  made.set(memory, known)
  const before = known.find((one) => one.objective === objective && one.space === cube.space)
  if (before !== undefined) return before.teachers
  const most = Math.max(fewestRows, Math.min(mostRows, Math.floor(allRows / memory.length)))
  const teachers = memory.flatMap((lesson) => teacherOf(cube, lesson, objective, most) ?? [])
  known.push({ objective, space: cube.space, teachers })
  return teachers
}

interface Made {
  readonly objective: number
  readonly space: Cube["space"]
  readonly teachers: readonly Teacher[]
}

/** They follow from the memory alone, and several samplers of a study ask for them. */
const made = new WeakMap<readonly Lesson[], Made[]>()

const mostRows = 100

const fewestRows = 20

/** Of all teachers together: each of them is asked at every point that a search looks at. */
const allRows = 1000
