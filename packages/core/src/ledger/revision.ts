import type { Config } from "../event/config.ts"
import type { Definition } from "../event/definition.ts"
import type { StudyRevised } from "../event/event.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import { leaves } from "../space/leaves.ts"
import { seenIn } from "../space/revise.ts"
import type { Flat } from "../space/parameter.ts"
import type { Space } from "../space/space.ts"
import type { Ledger } from "./ledger.ts"
import type { Trial } from "./trial.ts"

type Spaces = Pick<Ledger, "space" | "revisions">
type Asked = Pick<Trial, "config" | "revision">

/** The space that a trial was suggested in. */
export const spaceOf = ({ revisions }: Pick<Ledger, "revisions">, { revision = 1 }: Pick<Trial, "revision">): Space =>
  revisions[revision - 1]!.space

/** The primitives of a trial in the space of today; undefined where it lies outside, so that it teaches nothing there. */
export function flatToday({ space, revisions }: Spaces, { config, revision = 1 }: Asked): Flat | undefined {
  return revision === revisions.length ? flatten(space, config) : seenIn(revisions.slice(revision - 1), config)
}

/** The configuration of a trial in the words of the space of today where it fits in there, else as it was run. */
export function configToday(ledger: Spaces, trial: Asked): Config {
  if ((trial.revision ?? 1) === ledger.revisions.length) return trial.config
  const flat = flatToday(ledger, trial)
  return flat === undefined ? trial.config : assemble(ledger.space, flat)
}

/** The definition with what a revision changes. */
export function revisedDefinition(definition: Definition, event: Omit<StudyRevised, "kind" | "revision" | "why" | "by">): Definition {
  const { space, constraints, sampler, scheduler, terminator, adapt, priors } = event
  const given = { space, constraints, sampler, scheduler, terminator, adapt, priors }
  return { ...definition, ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Definition>) }
}

/** The revision that a suggestion saw, from its basis; absent for the first. */
export function revisionAt({ revisions }: Pick<Ledger, "revisions">, basis: number): { readonly revision?: number } {
  const revision = revisions.findLastIndex(({ seq }) => seq <= basis) + 1
  return revision > 1 ? { revision } : {}
}

/** The newest revision whose space holds a configuration that came from elsewhere; absent for the first. */
export function revisionHolding({ revisions }: Pick<Ledger, "revisions">, config: Config): { readonly revision?: number } {
  const revision = revisions.length === 1 ? 1 : revisions.findLastIndex((one) => seenIn([one], config) !== undefined) + 1
  return revision > 1 ? { revision } : {}
}

/** The values of a trial as `configToday` names them. */
export function leavesToday(ledger: Spaces, trial: Asked): ReturnType<typeof leaves> {
  const fits = flatToday(ledger, trial) !== undefined
  return leaves(fits ? ledger.space : spaceOf(ledger, trial), configToday(ledger, trial))
}
