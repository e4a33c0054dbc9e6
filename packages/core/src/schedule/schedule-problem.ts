import { nearest } from "../errors/nearest.ts"
import { fieldRules } from "./field-rule.ts"
import { formFields } from "./schedule.ts"

/** Why a value is no schedule, in words; undefined when it is one. Names that no form knows are left alone. */
export function scheduleProblem(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no object with a form and a base"
  const given = value as Readonly<Record<string, unknown>>
  const { form } = given
  const forms = Object.keys(formFields)
  if (typeof form !== "string") return `it has no form; the forms are ${forms.join(", ")}`
  if (!Object.hasOwn(formFields, form)) {
    const near = nearest(form, forms)
    return `no form is named ${form}; ${near === undefined ? `the forms are ${forms.join(", ")}` : `did you mean ${near}?`}`
  }
  if (given["base"] === undefined) return "it has no base, the highest rate"
  for (const [field, { says, holds }] of Object.entries(fieldRules))
    if (given[field] !== undefined && !holds(given[field])) return `its ${field} is ${JSON.stringify(given[field])}, expected ${says}`
  return undefined
}
