import { flatToday, toUnit } from "@diapason/core"
import { endOf, finding, type Rule } from "../finding.ts"

/** Parameters whose bound the best trials press against: four of the best five lie there. */
export const pressed: Rule = ({ ledger }) => {
  if (ledger === undefined || ledger.definition.objectives.length > 1) return []
  const { space, rules, trials, finished } = ledger
  const losses = finished.flatMap((n) => {
    const trial = trials[n]!
    return trial.state === "complete" && trial.excluded === undefined ? [{ trial, loss: rules.loss(trial.values) }] : []
  })
  if (losses.length < 4 * leading) return []
  const best = losses
    .sort((a, b) => a.loss - b.loss)
    .slice(0, leading)
    .map(({ trial }) => flatToday(ledger, trial) ?? {})
  return space.parameters.flatMap((parameter) =>
    (["lower", "upper"] as const).flatMap((bound) => {
      const there = best.filter(
        (flat) => flat[parameter.name] !== undefined && endOf(parameter, toUnit(parameter, flat[parameter.name]!)) === bound,
      )
      if (there.length < leading - 1 || parameter.kind === "ordinal") return []
      const facts = { parameter: parameter.name, bound, share: `${there.length} of ${leading}` }
      return [finding("D121", "warn", facts, { parameter: parameter.name })]
    }),
  )
}

const leading = 5
