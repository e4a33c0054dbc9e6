import type { Ask } from "@diapason/core"
import { rowOf, type Cube } from "./cube.ts"

/** What runs, as a model is conditioned on it: the newest `mostRunning`, since its cost grows with the cube of their number. */
export const runningRows = (cube: Cube, { pending }: Ask): readonly Float64Array[] =>
  pending.slice(-mostRunning).map(({ flat }) => rowOf(cube, flat))

const mostRunning = 100
