import { evidenceOf, explained, rerunOf, winner, type Explained, type Winner } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import { boardOf, countsOf, objectiveLosses, progressOf, ranked, type Board, type Progress } from "@diapason/views"
import { drawFigures, type DrawnFigure } from "./figures/draw-figures.ts"
import type { Audit } from "./audit/audit.ts"

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
  /** Drawn when the section asks for them. */
  readonly figures: readonly DrawnFigure[]
  /** What only the log tells; absent where no audit was asked for. */
  readonly audit?: Audit
}

/** What is known beside the ledger. */
export interface Surroundings {
  readonly runners?: number
  readonly audit?: Audit
}

export function materialOf(ledger: Ledger, { runners, audit }: Surroundings): Material {
  const board = boardOf(ledger)
  const losses = objectiveLosses(board.table, ledger.definition.objectives[0]!)
  const told = explanationFor(ledger)
  let drawn: readonly DrawnFigure[] | undefined
  return {
    ledger,
    board,
    get figures() {
      return (drawn ??= drawFigures({ ledger, board, importance: told.importance, rerun: rerunOf(ledger) }))
    },
    counts: countsOf(ledger),
    losses,
    ranked: ranked(ledger),
    progress: progressOf(ledger),
    ...told,
    winner: winner(ledger),
    runners,
    ...(audit !== undefined && { audit }),
  }
}

/** By the model that predicts better, as everywhere. */
function explanationFor(ledger: Ledger): Explained {
  const told = explained(evidenceOf(ledger))
  const { importance, scalings } = told
  if ("lacks" in importance || Number.isFinite(importance.r2 + importance.rest)) return told
  return { importance: { lacks: "The values differ by more than shares can be reckoned with.", leftOut: importance.leftOut }, scalings }
}
