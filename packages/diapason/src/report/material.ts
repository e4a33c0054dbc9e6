import { evidenceOf, rerunOf, winner, type Explained, type Winner } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import { boardOf, countsOf, objectiveLosses, progressOf, ranked, type Board, type Progress } from "@diapason/views"
import type { Audit } from "./audit/audit.ts"
import { explanation, type Explain } from "./explanation.ts"
import { drawFigures, type DrawnFigure } from "./figures/draw-figures.ts"

/** All that a report reads. It is made once, so that the parts of a report cannot disagree, and what is costly is done once. */
export interface Material {
  readonly ledger: Ledger
  readonly board: Board
  readonly counts: ReturnType<typeof countsOf>
  /** Of the first objective; less is better, NaN for trials that do not count. */
  readonly losses: Float64Array
  /** Usable trials from the best on. */
  readonly ranked: readonly number[]
  readonly progress: Progress
  /** What mattered for the first objective, or what is lacking to tell. */
  readonly importance: Explained["importance"]
  /** How the best learning rate moves with the batch size, where the space has both. */
  readonly scalings: Explained["scalings"]
  /** Who won, honestly. */
  readonly winner: Winner
  /** How many processes have the study open; undefined where that is not known. */
  readonly runners: number | undefined
  /** None where no section shows them. */
  readonly figures: readonly DrawnFigure[]
  /** What only the log tells; absent where no audit was asked for. */
  readonly audit?: Audit
}

/** What is known beside the ledger. */
export interface Surroundings {
  readonly runners?: number
  readonly audit?: Audit
  /** What is worked out elsewhere is waited for last. By default it is worked out here. */
  readonly explain?: Explain
}

interface Named {
  readonly id: string
}

/** For the sections of these names; figures are drawn where one of them shows them. */
export async function materialOf(ledger: Ledger, sections: readonly Named[], surroundings: Surroundings = {}): Promise<Material> {
  const { runners, audit, explain = explanation } = surroundings
  const explaining = explain(evidenceOf(ledger))
  const board = boardOf(ledger)
  const won = winner(ledger)
  const figures = sections.some(({ id }) => id === "figures") ? drawFigures({ ledger, board, rerun: rerunOf(ledger) }) : () => []
  const told = await explaining
  return {
    ledger,
    board,
    figures: figures(told.importance),
    counts: countsOf(ledger),
    losses: objectiveLosses(board.table, ledger.definition.objectives[0]!),
    ranked: ranked(ledger),
    progress: progressOf(ledger),
    ...told,
    winner: won,
    runners,
    ...(audit !== undefined && { audit }),
  }
}
