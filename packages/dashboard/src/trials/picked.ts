/** The trials of `sel=` with one more, or without it, by number. */
export function withPicked(picked: ReadonlySet<number>, trial: number): string | undefined {
  const next = new Set(picked)
  if (!next.delete(trial)) next.add(trial)
  return writePicked(next)
}

/** Trials as `sel=` has them; undefined for none. */
export const writePicked = (picked: Iterable<number>): string | undefined =>
  [...new Set(picked)].sort((a, b) => a - b).join(",") || undefined
