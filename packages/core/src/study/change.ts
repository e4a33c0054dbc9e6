import { fault } from "../errors/fault.ts"
import { canonicalJson } from "../event/canonical.ts"
import type { Definition } from "../event/definition.ts"
import type { StudyRevised } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { createRules } from "../ledger/rules.ts"
import { historyOf, type History } from "../space/history.ts"
import type { SpaceJson } from "../space/parameter-json.ts"
import { calledBefore } from "../space/revise.ts"
import { sameSpace } from "../space/same-space.ts"
import { spaceFromJson } from "../space/from-json.ts"
import type { Space } from "../space/space.ts"
import { lostIn } from "./lost.ts"
import type { Wanted } from "./wanted.ts"

/** What a revision may change beside the space. */
const revisable = ["sampler", "scheduler", "terminator", "adapt", "priors"] as const
/** What makes another problem or another record of it, whatever anybody says. */
const fixed = ["fidelity", "seed"] as const

/**
 * The revision that makes a recorded study what is wanted; undefined when it is that already. Throws D302 for another goal, another
 * meaning of a step or another unit; D136 and D137 where it is not known what earlier trials used; D301 for any other difference unless
 * `extend`, and for what no revision can change.
 */
export function changeOf(ledger: Ledger, wanted: Wanted, by: string, extend: boolean): StudyRevised | undefined {
  const { definition } = ledger
  const asked = historyOf(spaceFromJson(wanted.space).json)
  refuseOtherProblem(definition, wanted, asked)
  const rules = createRules({ ...definition, ...wanted, space: asked.space })
  const before = definition.space as unknown as SpaceJson
  const words = [...sameSpace(ledger.space, rules.space, (name) => lostIn(ledger, rules.space, name, asked))]
  const [limits, limited] = [ledger.rules, rules].map(({ outcomes }) => outcomes.map(({ source }) => source))
  if (!same(limits, limited)) words.push(`the constraints on results changed ${limits!.join("; ")} → ${limited!.join("; ")}`)
  for (const part of revisable) words.push(...partChange(definition, wanted, part))
  const stuck = fixed.flatMap((part) => partChange(definition, wanted, part))
  const changes = [...words, ...stuck]
  if (changes.length === 0) return undefined
  const revision = ledger.revisions.length + 1
  if (stuck.length > 0) throw fault("D301", { study: definition.name, changes })
  if (!extend) throw fault("D301", { study: definition.name, changes, revision, finished: ledger.finished.length })
  refuseUnsaid(before, asked)
  refuseLostNames(
    ledger,
    rules.outcomes.flatMap(({ reads }) => reads),
    asked,
  )
  return {
    kind: "study.revised",
    revision,
    space: asked.space,
    ...(wanted.constraints !== undefined && { constraints: wanted.constraints }),
    ...Object.fromEntries(revisable.filter((part) => partChange(definition, wanted, part).length > 0).map((part) => [part, wanted[part]])),
    ...(Object.keys(asked.was).length > 0 && { was: asked.was }),
    ...(Object.keys(asked.renamed).length > 0 && { renamed: asked.renamed }),
    why: words.join("; "),
    by,
  }
}

function partChange(definition: Definition, wanted: Wanted, part: (typeof revisable)[number] | (typeof fixed)[number]): string[] {
  const [was, is] = [definition[part], wanted[part] ?? definition[part]]
  return same(was, is) ? [] : [`${part} changed ${JSON.stringify(was ?? null)} → ${JSON.stringify(is ?? null)}`]
}

/** D302: results that cannot be compared with those that are there. A target may change: it only says when to end. */
function refuseOtherProblem(definition: Definition, wanted: Wanted, { space, renamed }: History): void {
  const goal = ({ objectives }: Pick<Definition, "objectives">) => objectives.map(({ metric, direction }) => `${metric} ${direction}`)
  const changes: string[] = []
  if (!same(goal(definition), goal(wanted))) changes.push(`objectives changed ${goal(definition).join(", ")} → ${goal(wanted).join(", ")}`)
  const [step, now] = [definition.fidelity?.name, wanted.fidelity?.name]
  if (step !== undefined && now !== undefined && step !== now) changes.push(`a step was one ${step} and would be one ${now}`)
  const before = definition.space as unknown as SpaceJson
  for (const [name, { unit }] of Object.entries(space as unknown as SpaceJson)) {
    const was = before[calledBefore(before, renamed, "", name)]?.unit
    if (was !== undefined && unit !== undefined && was !== unit) changes.push(`${name} was counted in ${was} and would be in ${unit}`)
  }
  if (changes.length > 0) throw fault("D302", { study: definition.name, changes })
}

/** D136, D137: an added parameter must say what earlier trials used, and an earlier name must have been there. */
function refuseUnsaid(before: SpaceJson, { space, was, renamed }: History): void {
  const visit = (then: SpaceJson, now: SpaceJson, prefix: string): void => {
    for (const [name, json] of Object.entries(now)) {
      const path = prefix + name
      const called = renamed[path]
      const earlier = then[calledBefore(then, renamed, prefix, name)]
      if (earlier === undefined && called !== undefined) throw fault("D137", { name: path, called, known: Object.keys(then) })
      if (earlier === undefined && was[path] === undefined) throw fault("D136", { name: path })
      if (earlier?.type !== "branch" || json.type !== "branch") continue
      for (const [use, inner] of Object.entries(json.branches)) {
        const known = earlier.branches[use]
        if (known !== undefined) visit(known, inner, `${path}.${use}.`)
      }
    }
  }
  visit(before, space as unknown as SpaceJson, "")
}

/** D108: a limit that is kept must not read the name of a parameter that is there no more: it would pass for a metric. */
function refuseLostNames({ definition, rules }: Ledger, reads: readonly string[], { space }: History): void {
  const own = (json: object, name: string): boolean => Object.keys(json).some((key) => name === key || name.startsWith(`${key}.`))
  const metrics = new Set(rules.outcomes.flatMap((outcome) => outcome.reads.filter((name) => !own(definition.space, name))))
  const lost = reads.find((name) => own(definition.space, name) && !own(space, name) && !metrics.has(name))
  if (lost !== undefined)
    throw fault("D108", { parameter: lost, at: "constraints", problem: "a constraint reads it, and it is gone or renamed" })
}

/** Equal as JSON, whatever the order of keys. */
export const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/** A space as it is recorded and named: without what it says of the one before. */
export const bareSpace = (space: Space): Space => spaceFromJson(historyOf(space.json).space, space.constraints)
