import { flatToday } from "@diapason/core"
import { leadingTrials, pressedBounds } from "@diapason/views"
import { finding, type Rule } from "../finding.ts"

/** Parameters whose bound the best trials press against: four of the best five lie there. */
export const pressed: Rule = ({ ledger }) => {
  if (ledger === undefined || ledger.definition.objectives.length > 1) return []
  const { space, rules, trials, finished } = ledger
  const losses = finished.flatMap((n) => {
    const trial = trials[n]!
    return trial.state === "complete" && trial.excluded === undefined ? [{ trial, loss: rules.loss(trial.values) }] : []
  })
  if (losses.length < 4 * leadingTrials) return []
  const best = losses
    .sort((a, b) => a.loss - b.loss)
    .slice(0, leadingTrials)
    .map(({ trial }) => flatToday(ledger, trial) ?? {})
  return pressedBounds(space.parameters, ({ name }, i) => best[i]![name]).map(({ parameter: { name }, bound, there, best: of }) =>
    finding("D121", "warn", { parameter: name, bound, share: `${there} of ${of}` }, { parameter: name }),
  )
}
