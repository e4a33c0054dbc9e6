import type { TableColumn } from "./table-columns.ts"

/** Pixels of each column: by what it holds and by the length of its title. */
export const widthsOf = (columns: readonly TableColumn[]): readonly number[] =>
  columns.map(({ kind, title, id }) =>
    Math.max(byKind[kind], id === "said" || id === "why" ? 340 : 0, timed.has(id) ? 138 : 0, Math.min(220, title.length * 8.6 + 36)),
  )

const byKind = { trial: 72, mark: 112, curve: 96, text: 150, parameter: 104, metric: 100, fact: 92 } as const
const timed = new Set(["suggested", "started", "ended"])
