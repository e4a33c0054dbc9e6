import type { Json } from "../../event/json.ts"
import { fieldRules } from "../../schedule/field-rule.ts"
import { formFields, type Form } from "../../schedule/schedule.ts"
import type { ScheduleField, ScheduleJson } from "../parameter-json.ts"

/** The fields of a schedule in the order in which they are written; `base` comes first. */
export const scheduleFields = Object.keys(fieldRules) as readonly ScheduleField[]

/** The forms that are searched unless others are named: what a training of today chooses between. */
export const usualForms: readonly Form[] = ["cosine", "wsd", "linear"]

/** The fields that a form reads, in the order in which a configuration has them. */
export const fieldsOf = (form: Form): readonly ScheduleField[] => [
  "base",
  "warmup",
  "warmupFrom",
  ...(Object.keys(formFields[form]) as ScheduleField[]),
]

/** What a field is where a space does not say: only the warm-up is searched then. Of a field that forms share, all have the same. */
export const usualField: Readonly<Partial<Record<ScheduleField, ScheduleJson["warmup"] & {}>>> = {
  warmup: { type: "ordinal", values: [0, 0.01, 0.03, 0.1] },
  warmupFrom: 0,
  ...(Object.assign({}, ...Object.values(formFields)) as Readonly<Record<string, Extract<Json, number>>>),
}
