import { networkValues, spaceOf, type Json, type Ledger, type Trial } from "@diapason/core"

/** The networks that a trial was asked to build, by their paths in its configuration. */
export const networksOf = (
  ledger: Ledger,
  trial: Pick<Trial, "config" | "revision">,
): readonly { readonly path: string; readonly value: Json }[] => networkValues(spaceOf(ledger, trial), trial.config)
