/**
 * What the values of a trial's parameters were at each step of all the training that is in it: its own, and before its birth that of its
 * ancestors. The same training from nothing under this schedule says whether the schedule is good, or the population was lucky.
 */
import { canonicalJson } from "../event/canonical.ts"
import type { Config } from "../event/config.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import type { Flat } from "../space/parameter.ts"
import type { Ledger } from "./ledger.ts"
import { lineOf } from "./lineage.ts"
import { spaceOf } from "./revision.ts"
import type { Trial } from "./trial.ts"

/** Values that hold from a step on, until the next one. */
export interface Piece {
  readonly from: number
  readonly config: Config
}

/** The schedule of a trial, in pieces from step 1 on; neighbours differ. Throws RangeError when there is no such trial. */
export function scheduleOf(ledger: Ledger, number: number): readonly Piece[] {
  const pieces: Piece[] = []
  let begins = 1
  for (const { trial, until } of lineOf(ledger, number)) {
    const own = piecesOf(ledger, ledger.trials[trial]!, begins, until)
    for (const piece of own) {
      const before = pieces.at(-1)
      if (before?.from === piece.from) pieces.pop()
      if (canonicalJson(pieces.at(-1)?.config ?? null) !== canonicalJson(piece.config)) pieces.push(piece)
    }
    begins = (until ?? 0) + 1
  }
  return pieces
}

/** A trial's own values from its first step on: what it was asked to try, and what was changed while it ran, up to the step `until`. */
function piecesOf(ledger: Ledger, trial: Trial, begins: number, until = Infinity): readonly Piece[] {
  const space = spaceOf(ledger, trial)
  let flat: Flat = flatten(space, trial.config)
  const pieces: Piece[] = [{ from: begins, config: trial.config }]
  for (const { state, config, appliedAt, apply } of trial.updates) {
    if (state !== "applied" || appliedAt === undefined) continue
    // What goes back to a saved state has its new values from the step after that.
    const from = Math.max(begins, apply === "restart" ? appliedAt + 1 : appliedAt)
    if (from > until) continue
    flat = Object.assign({}, flat, config)
    while (pieces.at(-1)!.from >= from && pieces.length > 1) pieces.pop()
    pieces.push({ from, config: assemble(space, flat) })
  }
  return pieces
}
