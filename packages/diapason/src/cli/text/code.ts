import type { Config, Json } from "@diapason/core"

/** A configuration as the literal of a dictionary in Python: `{"lr": 0.00214, "amp": True}`. */
export const codeText = (config: Config): string => literal(config)

function literal(value: Json): string {
  if (value === null) return "None"
  if (value === true) return "True"
  if (value === false) return "False"
  if (typeof value !== "object") return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(literal).join(", ")}]`
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${literal(one)}`)
    .join(", ")}}`
}
