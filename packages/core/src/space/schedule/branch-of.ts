import type { Json } from "../../event/json.ts"
import type { BranchJson, FieldJson, ParameterJson, ScheduleJson, SpaceJson } from "../parameter-json.ts"
import { fieldsOf, usualField } from "./schedule-fields.ts"

/**
 * A schedule as the branch it is searched as: its forms are the branches, the fields that each reads their children. A field that
 * several forms read is the same in all of them, so that it is one parameter: `lr`, `lr.base`, `lr.warmup`. A branch is itself.
 */
export function branchOf(json: BranchJson | ScheduleJson): BranchJson {
  if (json.type === "branch") return json
  const { default: given } = json
  const { form, ...standards } = (given ?? {}) as Readonly<Record<string, Json>>
  const child = (field: keyof typeof usualField): ParameterJson => {
    const parameter = parameterOf(json[field] ?? usualField[field]!)
    const standard = standards[field]
    return standard === undefined ? parameter : ({ ...parameter, default: standard } as ParameterJson)
  }
  const branches = json.forms.map((name): [string, SpaceJson] => {
    // A warm-up from 0 is not written: every configuration would carry it.
    const fields = fieldsOf(name).filter((field) => field !== "warmupFrom" || json.warmupFrom !== undefined)
    return [name, Object.fromEntries(fields.map((field) => [field, child(field)]))]
  })
  return { type: "branch", branches: Object.fromEntries(branches), ...(form !== undefined && { default: form }) }
}

/** A value as it is becomes one that is always written and never searched. */
const parameterOf = (field: FieldJson): ParameterJson =>
  typeof field === "object" && "type" in field ? field : { type: "fixed", value: field }
