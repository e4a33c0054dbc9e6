/**
 * Along which columns of a cube a function may change faster at one end than at the other. That of a training does: nothing is learnt above
 * some learning rate, and below it little changes. What is fitted to a training may bend its axes, and finds better values sooner; on
 * textbook functions and on spaces of pipelines that freedom costs more trials than it saves, and the evidence of some thirty trials does
 * not tell the two apart. So the names do: where there are a learning rate and a batch size, a network is trained. docs/benchmarks.md has
 * the figures.
 */
import { roleOf } from "../../role-of.ts"
import type { Cube } from "./cube.ts"

/** Columns of numbers with more than a few values, in the space of a training; none in any other. */
export function bendable({ columns }: Cube): readonly number[] {
  const roles = new Set(columns.map(({ parameter }) => roleOf(parameter)))
  if (!roles.has("rate") || !roles.has("batch")) return []
  return columns.flatMap(({ kind, levels }, column) => (kind === "line" || (kind === "cells" && levels > few) ? [column] : []))
}

const few = 8
