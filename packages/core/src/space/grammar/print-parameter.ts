import type { Json } from "../../event/json.ts"
import { scheduleFields } from "../schedule/schedule-fields.ts"
import type { Common, FieldJson, NetworkJson, ParameterJson, ScheduleJson, WhenJson } from "../parameter-json.ts"
import { printNumber } from "./print-number.ts"
import { NUMBER } from "./range.ts"

/** The canonical one-line form of a parameter: `log(1e-05, 0.1)`, `choice("adam", "sgd") if amp=true`. Reading it gives the same JSON. */
export function printParameter(json: ParameterJson): string {
  const text = unconditional(json)
  return json.when === undefined ? text : `${text} if ${printWhen(json.when)}`
}

/** The condition of a parameter as it is printed after `if`. */
export function printWhen(when: WhenJson): string {
  if (typeof when === "string") return when
  return Object.entries(when)
    .map(([parent, values]) => `${parent}=${values.map(bareOrQuoted).join(",")}`)
    .join(" and ")
}

/** A value as it stands in a list. Text is always in quotes. */
export function printValue(value: Json): string {
  if (typeof value === "number") return printNumber(value)
  return JSON.stringify(value)
}

/** A parameter inside another one: with a condition it needs brackets. */
const nested = (json: ParameterJson): string => (json.when === undefined ? unconditional(json) : `(${printParameter(json)})`)

function unconditional(json: ParameterJson): string {
  switch (json.type) {
    case "float":
      return printFloat(json)
    case "int":
      return call(
        "int",
        [printNumber(json.low), printNumber(json.high), ...(json.scale === undefined ? [] : [json.scale])],
        json,
        json.step,
      )
    case "choice":
    case "ordinal":
      return call(json.type, json.values.map(printValue), json)
    case "bool":
      return call("bool", [], json).replace(/^bool\(\)$/, "bool")
    case "fixed":
      return call("fixed", [printValue(json.value)], json)
    case "mix":
      return call(
        "mix",
        json.of.map((part) => (typeof part === "object" && part !== null ? nested(part) : printValue(part))),
        json,
      )
    case "list":
      return call("list", [String(json.length), nested(json.of)], json)
    case "branch":
      return call("branch", Object.entries(json.branches).map(printBranch), json)
    case "derived":
      return call("derived", [JSON.stringify(json.expr)], json)
    case "schedule":
      return call("schedule", [...printBase(json.base), ...json.forms, ...printFields(json)], json)
    case "network":
      return call("network", [json.kind, ...printParts(json)], json)
  }
}

function printFloat(json: Extract<ParameterJson, { type: "float" }>): string {
  const name = json.scale === undefined ? "float" : json.scale === "log" ? "log" : "log1m"
  return call(name, [printNumber(json.low), printNumber(json.high)], json, json.step)
}

function printBranch([name, parameters]: readonly [string, Readonly<Record<string, ParameterJson>>]): string {
  const inner = Object.entries(parameters).map(([child, json]) => `${child}=${nested(json)}`)
  return inner.length === 0 ? name : `${name}(${inner.join(", ")})`
}

/** A log range is its two ends. */
function printBase(base: FieldJson): readonly string[] {
  if (typeof base !== "object" || !("type" in base)) return [printValue(base)]
  const plain = base.type === "float" && base.scale === "log" && Object.keys(base).length === 4
  return plain ? [printNumber(base.low), printNumber(base.high)] : [nested(base)]
}

const printFields = (json: ScheduleJson): readonly string[] =>
  scheduleFields
    .filter((field) => field !== "base" && json[field] !== undefined)
    .map((field) => {
      const value = json[field]!
      return `${field}=${typeof value === "object" && "type" in value ? nested(value) : printValue(value)}`
    })

function printParts(json: NetworkJson): readonly string[] {
  if (json.kind === "cell") {
    const operations = "edges" in json ? `edges=${JSON.stringify(json.edges)}` : `operations=${JSON.stringify(json.operations)}`
    return [`nodes=${json.nodes}`, operations, ...(json.max_edges === undefined ? [] : [`max_edges=${json.max_edges}`])]
  }
  const depth = typeof json.depth === "number" ? String(json.depth) : nested(json.depth)
  const fields = Object.entries(json.layer).map(([field, one]) => `${field}=${nested(one)}`)
  return [`depth=${depth}`, ...fields, ...(json.shared === undefined ? [] : [`shared=${JSON.stringify(json.shared)}`])]
}

function call(name: string, positions: readonly string[], json: Common, step?: number): string {
  const settings = [
    ...(step === undefined ? [] : [`step=${printNumber(step)}`]),
    ...(json.default === undefined ? [] : [`default=${printValue(json.default)}`]),
    ...(json.prior === undefined ? [] : [`prior=${printValue(json.prior)}`]),
    ...(json.unit === undefined ? [] : [`unit=${JSON.stringify(json.unit)}`]),
    ...(json.was === undefined ? [] : [`was=${printValue(json.was)}`]),
    ...(json.was_called === undefined ? [] : [`was_called=${JSON.stringify(json.was_called)}`]),
  ]
  return `${name}(${[...positions, ...settings].join(", ")})`
}

/** A word that reads back as itself needs no quotes after `if`. */
function bareOrQuoted(value: Json): string {
  const bare = typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(value) && !["true", "false", "null", "and"].includes(value)
  return bare && !NUMBER.test(value) ? value : printValue(value)
}
