import type { TrialUpdate } from "@diapason/core"
import { numberText } from "./number.ts"
import { table } from "./table.ts"

/** The changes in the middle of a run: at which step each was decided, the new values, what became of it, and why. */
export const updateTable = (updates: readonly TrialUpdate[]): readonly string[] =>
  updates.length === 0
    ? []
    : table(
        [{ title: "update", right: true }, { title: "step", right: true }, { title: "values" }, { title: "became" }, { title: "why" }],
        updates.map((update) => [String(update.rev), String(update.step), valuesOf(update), stateOf(update), whyOf(update)]),
      )

const valuesOf = ({ config }: TrialUpdate): string =>
  Object.entries(config)
    .map(([name, value]) => `${name} ${typeof value === "number" ? numberText(value) : String(value)}`)
    .join(", ")

/** Of a restart `from` is where it began again; of every other applied one the first step with its values. */
function stateOf({ state, step, apply, from = 0, appliedAt }: TrialUpdate): string {
  if (state === "sent") return "not answered yet"
  if (state !== "applied") return state
  if (apply === "restart") return from === 0 ? "started again" : `back to step ${from}`
  return `applied at ${appliedAt ?? step}`
}

const whyOf = ({ state, why, refusal }: TrialUpdate): string =>
  state === "refused" ? `${why}; refused: ${refusal ?? "no reason was given"}` : why
