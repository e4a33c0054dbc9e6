import { parseExpression, violation, type Expression } from "../expression/expression.ts"
import type { Definition, Objective } from "../event/definition.ts"
import { spaceFromJson } from "../space/from-json.ts"
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
  /** One number per outcome constraint; it holds when the number is 0 or less. */
  violations(values: Metrics): number[]
  /** The loss of the first objective, which drives schedulers. */
  loss(values: Metrics): number
}

/** Throws D1xx when the space or a constraint of the definition cannot be read. */
export function createRules(definition: Definition): Rules {
  const { objectives } = definition
  const { inputs, outcomes } = splitConstraints(definition)
  const loss = (objective: Objective, values: Metrics): number => {
    const value = values[objective.metric] ?? NaN
    return objective.direction === "maximize" ? -value : value
  }
  return {
    space: spaceFromJson(definition.space, inputs),
    objectives,
    outcomes,
    losses: (values) => objectives.map((objective) => loss(objective, values)),
    violations: (values) => outcomes.map((expression) => violation(expression, values)),
    loss: (values) => loss(objectives[0]!, values),
  }
}

function splitConstraints(definition: Definition): { inputs: string[]; outcomes: Expression[] } {
  const inputs: string[] = []
  const outcomes: Expression[] = []
  for (const source of definition.constraints ?? []) {
    const expression = parseExpression(source)
    const ofParameters = expression.reads.every((name) => name.split(".")[0]! in definition.space)
    if (ofParameters) inputs.push(source)
    else outcomes.push(expression)
  }
  return { inputs, outcomes }
}
