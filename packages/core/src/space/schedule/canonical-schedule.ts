import { fault } from "../../errors/fault.ts"
import { nearest } from "../../errors/nearest.ts"
import { sameJson } from "../../expression/same-json.ts"
import type { Json } from "../../event/json.ts"
import { fieldRules } from "../../schedule/field-rule.ts"
import { formFields, type Form } from "../../schedule/schedule.ts"
import { looksLikeParameter } from "../grammar/looks-like-parameter.ts"
import type { Origin } from "../origin.ts"
import type { FieldJson, ParameterJson, ScheduleField, ScheduleJson } from "../parameter-json.ts"
import { fieldsOf, scheduleFields, usualField, usualForms } from "./schedule-fields.ts"

type Given = Readonly<Record<string, unknown>>

/**
 * The canonical schedule, without what any parameter may have. A field is a value, an array of values, a range without a type, or a
 * parameter, which `read` reads. What a space need not say is left out. Throws D106, D117, D118, and what `read` throws.
 */
export function canonicalSchedule(node: Given, origin: Origin, given: unknown, read: Read): ScheduleJson {
  const forms = canonicalForms(node["forms"], origin, given)
  const known = scheduleFields.filter((field) => forms.some((form) => fieldsOf(form).includes(field)))
  const base = canonicalField("base", node["base"], origin, given, read)
  const fields: [string, FieldJson][] = []
  for (const field of scheduleFields) {
    if (field === "base" || node[field] === undefined) continue
    if (!known.includes(field)) {
      const readers = Object.keys(formFields).filter((form) => fieldsOf(form as Form).includes(field))
      throw fault("D117", {
        ...origin.spot(given, field),
        key: `${field}, read by ${readers.join(" and ")} only,`,
        known,
        nearest: undefined,
      })
    }
    const json = canonicalField(field, node[field], origin, given, read)
    if (!sameJson(json as Json, usualField[field] as Json)) fields.push([field, json])
  }
  refuseDefault(node["default"], forms, origin, given)
  return { type: "schedule", base, forms, ...Object.fromEntries(fields) }
}

/** Reads one parameter in any form; throws for what is none. */
type Read = (given: unknown, origin: Origin) => ParameterJson

function canonicalForms(forms: unknown, origin: Origin, given: unknown): readonly Form[] {
  if (forms === undefined) return usualForms
  if (!Array.isArray(forms) || forms.length === 0)
    throw expected(origin, given, "forms", `an array of forms such as ["cosine", "wsd"]`, forms)
  const known = Object.keys(formFields)
  forms.forEach((form: unknown, i) => {
    const name = typeof form === "string" ? form : (JSON.stringify(form) ?? "nothing")
    if (!known.includes(name))
      throw fault("D117", { ...origin.spot(forms, i), key: `the form ${name}`, known, nearest: nearest(name, known) })
    if (forms.indexOf(form) < i) throw fault("D106", { ...origin.spot(forms, i), value: name })
  })
  return forms as readonly Form[]
}

function canonicalField(field: ScheduleField, value: unknown, origin: Origin, given: unknown, read: Read): FieldJson {
  const { says, holds } = fieldRules[field]
  const wrong = (found: unknown) => expected(origin, given, field, says, found)
  if (holds(value)) return value as FieldJson
  const draft = draftOf(field, value)
  if (draft === undefined) throw wrong(value)
  const json = read(draft, draft === value ? origin : inPlaceOf(value, draft, origin))
  const outside = valuesOf(json)?.find((one) => !holds(one))
  if (outside !== undefined) throw wrong(outside)
  if (valuesOf(json) === undefined || json.when !== undefined) throw wrong(value)
  return json.type === "fixed" ? (json.value as FieldJson) : json
}

/** What may be read as a parameter; undefined for a value that is wrong by itself. */
function draftOf(field: ScheduleField, value: unknown): unknown {
  if (typeof value === "string") return looksLikeParameter(value) || value.includes(",") ? value : undefined
  if (typeof value !== "object" || value === null) return undefined
  if (Array.isArray(value)) return { type: field === "milestones" || field === "curve" ? "choice" : "ordinal", values: value as unknown }
  if ("type" in value) return value
  const type = ["cycles", "patience", "cooldown"].includes(field) ? "int" : "float"
  return { type, ...(field === "base" && { scale: "log" }), ...value }
}

/** The ends of a range, the values of a list; undefined for other types. */
function valuesOf(json: ParameterJson): readonly Json[] | undefined {
  if (json.type === "float" || json.type === "int") return [json.low, json.high]
  if (json.type === "choice" || json.type === "ordinal") return json.values
  return json.type === "fixed" ? [json.value] : undefined
}

/** Messages about a draft point at what it was made of. */
const inPlaceOf = (value: unknown, draft: unknown, origin: Origin): Origin => ({
  ...origin,
  spot: (node, key) => origin.spot(node === draft ? value : node, key),
})

function refuseDefault(standard: unknown, forms: readonly Form[], origin: Origin, given: unknown): void {
  if (standard === undefined) return
  const record = typeof standard === "object" && standard !== null ? (standard as Given) : {}
  const form = forms.find((name) => name === record["form"])
  const sound = form !== undefined && Object.keys(record).every((key) => key === "form" || (fieldsOf(form) as string[]).includes(key))
  if (!sound) throw expected(origin, given, "default", `one of its schedules, such as {"form":"${forms[0]!}","base":0.01}`, standard)
}

const expected = (origin: Origin, node: unknown, key: string, what: string, found: unknown) =>
  fault("D118", {
    ...origin.spot(node, key),
    expected: what,
    found: found === undefined ? "nothing" : typeof found === "number" ? String(found) : (JSON.stringify(found) ?? typeof found),
  })
