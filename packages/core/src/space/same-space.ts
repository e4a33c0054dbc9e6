import { printParameter } from "./grammar/print-parameter.ts"
import type { SpaceJson } from "./parameter-json.ts"
import type { Space } from "./space.ts"

/**
 * What is different in `asked` from `recorded`, in words, one entry each; empty when they are the same space. The order of
 * declaration does not count. `lost` says what a change costs, where that is known.
 */
export function sameSpace(recorded: Space, asked: Space, lost: Lost = () => ({ used: "" })): readonly string[] {
  const before = recorded.json as unknown as SpaceJson
  const after = asked.json as unknown as SpaceJson
  return [...differences(lines(before), lines(after), lost), ...constraintChanges(recorded.constraints, asked.constraints)]
}

type Lost = (name: string) => { readonly what?: string; readonly used: string }

const lines = (json: SpaceJson): ReadonlyMap<string, string> =>
  new Map(Object.entries(json).map(([name, one]) => [name, printParameter(one)]))

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, lost: Lost): readonly string[] {
  const changes: string[] = []
  for (const [name, line] of before) {
    const now = after.get(name)
    if (now === undefined) changes.push(`${name} ${line} is gone${lost(name).used}`)
    else if (now !== line) {
      const { what = `${name} changed ${line} → ${now}`, used } = lost(name)
      changes.push(what + used)
    }
  }
  for (const [name, line] of after) if (!before.has(name)) changes.push(`${name} ${line} is new`)
  return changes
}

function constraintChanges(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter((source) => !after.includes(source)).map((source) => `the constraint ${source} is gone`)
  return [...gone, ...after.filter((source) => !before.includes(source)).map((source) => `the constraint ${source} is new`)]
}
