import type { Verb } from "../actions/verbs.ts"
import { ask } from "../app/dialogs.ts"

interface ActProps {
  readonly study: string
  readonly trials: readonly number[]
  readonly verb: Verb
  /** On the button. */
  readonly label: string
}

/** A button that asks for a reason and then does something to trials; without a trial it cannot be pressed. */
export function ActButton({ study, trials, verb, label }: ActProps) {
  return (
    <button type="button" disabled={trials.length === 0} onClick={() => ask({ kind: "act", study, verb, trials })}>
      {label}
    </button>
  )
}
