import type { EventKind, Ledger } from "@diapason/core"
import type { StudyOrigin } from "./origin.ts"
import type { Losses } from "./losses.ts"

/** What a study of ours has and Optuna has no place for. */
export function unsaid(
  { definition, trials, space, revisions }: Ledger,
  origin: StudyOrigin | undefined,
  kinds: ReadonlyMap<string, number>,
  losses: Losses,
): void {
  const of = (kind: EventKind): number => kinds.get(kind) ?? 0
  const named = (condition: boolean, line: string): void => void (condition && losses.add(line))
  const scales = space.parameters.filter((one) => one.kind === "float" && one.scale === "reverse-log").map(({ name }) => name)
  named(scales.length > 0, `the scale of ${scales.join(", ")}: Optuna draws it linearly`)
  const powers = space.parameters.filter((one) => one.kind === "int" && one.scale === "pow2").map(({ name }) => name)
  named(powers.length > 0, `the order of ${powers.join(", ")}: powers of two are choices there`)
  const ordinals = space.parameters.filter(({ kind }) => kind === "ordinal").map(({ name }) => name)
  named(ordinals.length > 0, `the order of ${ordinals.join(", ")}: Optuna knows choices only`)
  const depending = space.parameters.filter(({ condition }) => condition !== undefined).map(({ name }) => name)
  named(origin === undefined && depending.length > 0, `the conditions of ${depending.join(", ")}: a script says when they are drawn`)
  named(space.constraints.length > 0, `the constraints on parameters: ${space.constraints.join("; ")}`)
  named(definition.priors !== undefined, "what is believed of good values (priors)")
  named(definition.fidelity !== undefined, `the fidelity ${definition.fidelity?.name ?? ""}: a pruner there needs none`)
  named(origin === undefined, "the sampler, the scheduler and the budget: a script names its own")
  named(revisions.length > 1, `${revisions.length - 1} revisions of the space: each trial has the ranges of its own`)
  losses.count(
    trials.filter(({ excluded }) => excluded !== undefined).length,
    "exclusion of a trial",
    "exclusions of trials",
    "Optuna will count them",
  )
  const others = new Set(
    trials.flatMap(({ curve }) => [...curve.columns.keys()]).filter((metric) => metric !== definition.objectives[0]!.metric),
  )
  named(others.size > 0, `reports of ${[...others].join(", ")}: Optuna keeps those of ${definition.objectives[0]!.metric}`)
  losses.count(of("trial.checkpointed"), "checkpoint", "checkpoints")
  losses.count(of("artifact.added"), "artifact", "artifacts")
  losses.count(of("trial.updated"), "change of values in the middle of a run", "changes of values in the middle of a run")
  losses.count(of("trial.confirmed"), "run after the search", "runs after the search")
}
