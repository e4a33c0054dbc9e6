import { parseExpression, violation, type Expression } from "../expression/expression.ts"
import type { Config } from "../event/config.ts"
import type { Definition, Objective } from "../event/definition.ts"
import type { Json } from "../event/json.ts"
import { spaceFromJson } from "../space/from-json.ts"
import { priorsFromJson, type Priors } from "../space/priors.ts"
import { leaves } from "../space/leaves.ts"
import type { Space } from "../space/space.ts"
import type { Metrics } from "./trial.ts"

/** A definition made ready for use: the space built, expressions parsed, directions turned. */
export interface Rules {
  readonly space: Space
  readonly objectives: readonly Objective[]
  /** Constraints that name a metric: learned from results. */
  readonly outcomes: readonly Expression[]
  /** One number per objective, smaller is better; NaN where a metric is missing. */
  losses(values: Metrics): number[]
  /** One number per outcome constraint; it holds when the number is 0 or less. Infinity where a metric that it reads is missing. */
  violations(values: Metrics, config: Config): number[]
  /** Where the best values are believed to lie. */
  readonly priors: Priors
  /** The loss of the first objective, which drives schedulers. */
  loss(values: Metrics): number
}

/** Throws D1xx when the space or a constraint of the definition cannot be read. */
export function createRules(definition: Definition): Rules {
  const { objectives } = definition
  const { inputs, outcomes } = splitConstraints(definition)
  const space = spaceFromJson(definition.space, inputs)
  const metricsOf = outcomes.map(({ reads }) => reads.filter((name) => !isParameter(definition, name)))
  const mixed = outcomes.some(({ reads }, i) => reads.length > metricsOf[i]!.length)
  const loss = (objective: Objective, values: Metrics): number => {
    const value = values[objective.metric] ?? NaN
    return objective.direction === "maximize" ? -value : value
  }
  return {
    space,
    objectives,
    outcomes,
    priors: definition.priors === undefined ? {} : priorsFromJson(space, definition.priors),
    losses: (values) => objectives.map((objective) => loss(objective, values)),
    violations(values, config) {
      if (outcomes.length === 0) return []
      const known = mixed ? { ...valuesByPath(space, config), ...values } : values
      return outcomes.map((expression, i) =>
        metricsOf[i]!.some((name) => values[name] === undefined) ? Infinity : violation(expression, known),
      )
    },
    loss: (values) => loss(objectives[0]!, values),
  }
}

function splitConstraints(definition: Definition): { inputs: string[]; outcomes: Expression[] } {
  const inputs: string[] = []
  const outcomes: Expression[] = []
  for (const source of definition.constraints ?? []) {
    const expression = parseExpression(source)
    if (expression.reads.every((name) => isParameter(definition, name))) inputs.push(source)
    else outcomes.push(expression)
  }
  return { inputs, outcomes }
}

/** Whether a name of an expression is a parameter of the space, or a value inside one: `optimizer.momentum`, `units[1]`. */
const isParameter = ({ space }: Definition, name: string): boolean =>
  Object.keys(space).some((key) => name === key || name.startsWith(`${key}.`) || name.startsWith(`${key}[`))

const valuesByPath = (space: Space, config: Config): Readonly<Record<string, Json>> =>
  Object.fromEntries(leaves(space, config).map(({ path, value }) => [path, value]))
