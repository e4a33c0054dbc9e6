import { toUnit, withDefaults } from "@diapason/core"
import { endOf, finding, short, type Rule } from "../finding.ts"

/** Values that are known to work and lie at the end of what is searched. */
export const baselines: Rule = ({ space, baselines: given }) =>
  given.flatMap(({ config, label }) => {
    const flat = withDefaults(space, config as never)
    return space.parameters.flatMap((parameter) => {
      const value = flat[parameter.name]
      if (value === undefined || parameter.kind === "ordinal" || endOf(parameter, toUnit(parameter, value)) === undefined) return []
      const facts = {
        parameter: parameter.name,
        value: short(Number(value)),
        label: label === undefined ? "baseline" : `baseline "${label}"`,
      }
      return [finding("D129", "hint", facts, { parameter: parameter.name })]
    })
  })
