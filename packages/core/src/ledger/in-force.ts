import type { Config } from "../event/config.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import type { Flat } from "../space/parameter.ts"
import { seenIn } from "../space/revise.ts"
import type { Space } from "../space/space.ts"
import type { Ledger } from "./ledger.ts"
import { configToday, spaceOf } from "./revision.ts"
import type { Checkpoint, Trial } from "./trial.ts"

/** The primitives that a trial runs with by now, in `space`, the one that it was suggested in (`spaceOf`): what it was asked to try, and over that what was applied in the middle of its run. */
export function flatInForce(space: Space, trial: Trial): Flat {
  const asked = flatten(space, trial.config)
  return Object.assign({}, asked, ...trial.updates.filter(({ state }) => state === "applied").map(({ config }) => config)) as Flat
}

/** The configuration that a further attempt of a trial runs with. */
export function configInForce(ledger: Pick<Ledger, "space" | "revisions">, trial: Trial): Config {
  const { revision } = trial
  const own = spaceOf(ledger, trial)
  const config = trial.updates.length === 0 ? trial.config : assemble(own, flatInForce(own, trial))
  // Its script may know only the names of today.
  return configToday(ledger, { config, ...(revision !== undefined && { revision }) })
}

/** The primitives behind `configInForce`. */
export function flatOfAttempt(ledger: Pick<Ledger, "space" | "revisions">, trial: Trial, config: Config): Flat {
  const own = spaceOf(ledger, trial)
  const seen = own === ledger.space ? undefined : seenIn([{ space: ledger.space }], config)
  return seen ?? flatten(own, config)
}

/** Where a further attempt of a trial goes on from: its newest checkpoint, else the state it was born with; undefined for from nothing. */
export function resumePoint({ checkpoints, parent }: Trial): { readonly step: number; readonly path?: string } | undefined {
  const { step, path } = checkpoints.at(-1) ?? (parent?.gone === true ? undefined : parent) ?? {}
  return step === undefined ? undefined : { step, ...(path !== undefined && { path }) }
}

/** What was saved at a step that a trial goes on from, and by which trial: itself, or the one it was born of. Undefined where no path is known. */
export function savedFor(trials: readonly Trial[], { number, checkpoints, parent }: Trial, step: number): SavedState | undefined {
  const own = checkpoints.find((saved) => saved.step === step)
  if (own !== undefined) return { trial: number, ...own }
  if (parent === undefined || parent.step !== step || parent.path === undefined) return undefined
  const { trial, path } = parent
  return { trial, ...(trials[trial]?.checkpoints.find((saved) => saved.path === path) ?? { step, path }) }
}

/** A checkpoint, and the trial that saved it. */
export interface SavedState extends Checkpoint {
  readonly trial: number
}
