import { fault, type Objective } from "@diapason/core"

/** The objectives with the targets of `--until 'val_loss<=0.2'`. Throws D140 for a condition that is not the end of an objective. */
export function withTargets(objectives: readonly Objective[], conditions: readonly string[]): readonly Objective[] {
  return conditions.reduce(withTarget, objectives)
}

function withTarget(objectives: readonly Objective[], text: string): readonly Objective[] {
  const found = /^\s*([^\s<>=]+)\s*(<=|<|>=|>)\s*([-+\d.eE]+)\s*$/.exec(text)
  const objective = objectives.find(({ metric }) => metric === found?.[1])
  const target = Number(found?.[3])
  if (found === null || objective === undefined || Number.isNaN(target)) {
    throw fault("D140", {
      flag: "--until",
      text,
      expected: `a condition on ${objectives.map((o) => o.metric).join(" or ")}, as in '${objectives[0]?.metric ?? "loss"}<=0.2',`,
    })
  }
  const fits = found[2]!.startsWith("<") ? "minimize" : "maximize"
  if (objective.direction !== fits) {
    throw fault("D140", {
      flag: "--until",
      text,
      expected: `${objective.metric} is to be ${objective.direction}d, so ${objective.direction === "minimize" ? "<=" : ">="}`,
    })
  }
  return objectives.map((one) => (one === objective ? { ...one, target } : one))
}
