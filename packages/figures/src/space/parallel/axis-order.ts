import { columnNamed, type Column, type Effects, type TrialTable } from "@diapason/views"

/**
 * The columns that are axes: those that were chosen (`lr,val_loss`), else all parameters that vary and the objectives at the end.
 * Where effects are known the parameters stand by them, those that matter most beside the objectives.
 */
export function axisColumns(
  table: TrialTable,
  objectives: readonly string[],
  chosen: string | number | undefined,
  effects: Effects | undefined,
): readonly Column[] {
  const known = (names: readonly string[]): readonly Column[] => names.flatMap((name) => columnNamed(table, name) ?? [])
  if (chosen !== undefined) return known([...new Set(String(chosen).split(","))])
  const parameters = table.columns.filter(({ kind, words }) => kind === "parameter" && words?.length !== 1)
  const share = new Map(effects?.main.map((effect) => [effect.name, effect.share]))
  const ordered = effects === undefined ? parameters : [...parameters].sort((a, b) => (share.get(a.name) ?? 0) - (share.get(b.name) ?? 0))
  return [...ordered, ...known(objectives)]
}

/** Names in another order: one moved by some places. */
export function movedName(names: readonly string[], name: string, by: number): readonly string[] {
  const at = names.indexOf(name)
  if (at < 0) return names
  const rest = names.filter((other) => other !== name)
  const to = Math.max(0, Math.min(rest.length, at + by))
  return [...rest.slice(0, to), name, ...rest.slice(to)]
}
