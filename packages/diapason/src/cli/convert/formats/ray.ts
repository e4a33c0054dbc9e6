import type { Json } from "@diapason/core"
import { callsOf, entriesOf, type Call } from "../../init/source/calls.ts"
import { literal } from "../../init/source/literal.ts"
import { closingOf, python, withoutComments } from "../../init/source/scan.ts"
import { isList, isObject, losses, nameFor, Problem, type Converted, type Format, type JsonObject, type Losses } from "../converted.ts"
import { earlyStopping, type Rule } from "../early-stopping.ts"
import { distributions } from "./ray-distributions.ts"

/** Ray Tune: a `param_space` in Python, or the same as JSON: `{"lr": {"type": "loguniform", "lower": 1e-5, "upper": 0.1}}`. */
export const ray: Format = {
  name: "ray",
  title: "Ray Tune",
  fits: ({ data, text }) => (isObject(data) && inJson(data) !== undefined) || /\btune\.\w+\(/.test(text),
  convert({ data, text }) {
    const lost = losses()
    const described = isObject(data) ? inJson(data) : undefined
    const { space, told } = described ?? inPython(text, lost)
    const found: Record<string, Json> = {}
    flatten(space, "", found, lost)
    if (Object.keys(found).length === 0) throw new Problem("param_space", "no parameter was found in it")
    const command = told["command"]
    if (typeof command !== "string")
      lost.add("command", "Ray Tune calls a Python function: let a script read its flags, and say here how it is run")
    return { space: found, ...settings(told, lost), lost: lost.list }
  },
}

interface Described {
  readonly space: JsonObject
  /** metric, mode, num_samples and the like. */
  readonly told: JsonObject
}

function inJson(data: JsonObject): Described | undefined {
  const inner = data["param_space"] ?? data["config"]
  if (isObject(inner)) {
    const { param_space: _, config: __, ...told } = data
    return { space: inner, told }
  }
  const some = (entry: Json | undefined): boolean =>
    isObject(entry) && (typeof entry["type"] === "string" ? entry["type"] in distributions : Object.values(entry).some(some))
  return Object.values(data).some(some) ? { space: data, told: {} } : undefined
}

function settings(told: JsonObject, lost: Losses): Pick<Converted, "objectives" | "settings"> {
  const {
    metric,
    mode,
    num_samples: samples,
    time_budget_s: seconds,
    max_concurrent_trials: slots,
    command,
    points_to_evaluate: points,
    name,
    scheduler,
    search_alg: search,
    ...rest
  } = told
  lost.rest(rest, [], "")
  if (typeof metric !== "string") lost.add("metric", "none is named: name the one to optimise")
  const early = scheduler === undefined ? {} : earlyStopping(ruleOf(scheduler), lost)
  if (search !== undefined)
    lost.add("search_alg", `${isObject(search) ? String(search["type"]) : JSON.stringify(search)} became the sampler auto`)
  const trials = typeof samples === "number" && samples > 0 ? { trials: samples } : {}
  const wall = typeof seconds === "number" ? { wall: `${seconds}s` } : {}
  return {
    objectives: typeof metric === "string" ? [{ metric, direction: mode === "max" ? "maximize" : "minimize" }] : [],
    settings: {
      ...(typeof name === "string" && { name }),
      ...(typeof command === "string" && { command }),
      ...(isList(points) && { baselines: [...points] }),
      ...(search !== undefined && { sampler: "auto" }),
      ...early,
      ...((samples !== undefined || seconds !== undefined) && { budget: { ...trials, ...wall } }),
      ...(typeof slots === "number" && { parallel: { slots } }),
    },
  }
}

/** In JSON a name, or an object with `type` and settings; in Python the call that made it. */
const ruleOf = (scheduler: Json): Rule => {
  const { type, ...settings } = isObject(scheduler) ? scheduler : { type: scheduler }
  return { name: String(type), settings, at: "scheduler" }
}

/** `param_space = {…}` or `param_space={…}` of a Tuner, and what TuneConfig and RunConfig say. */
function inPython(text: string, lost: Losses): Described {
  const source = withoutComments(text, python)
  const found = /\b(?:param_space|search_space|config|space)\s*(?::[^=\n]*)?=\s*\{/.exec(source)
  if (found === null) throw new Problem("param_space", "no param_space = {…} was found in the source")
  const open = found.index + found[0].length - 1
  const space = dictOf(source.slice(open, closingOf(source, open, python)), source, "", lost)
  const call = callsOf(source, "(?:tune\\.)?TuneConfig|tune\\.run", python)[0]
  const told = Object.fromEntries(
    ["metric", "mode", "num_samples", "time_budget_s", "max_concurrent_trials"].flatMap((key) => pair(key, call, source)),
  )
  const algorithms = ["scheduler", "search_alg"].flatMap((key) => {
    const value = call?.named.get(key)
    return value === undefined ? [] : [[key, madeBy(value, source)] as const]
  })
  return { space, told: { ...told, ...Object.fromEntries(algorithms) } }
}

/** What an argument was made by: the call itself, or the one that its name was set to; with the settings that stand in it as they are. */
function madeBy(value: string, source: string): Json {
  const set = /^\w+$/.test(value) ? new RegExp(`^[ \\t]*${value}\\s*=\\s*`, "m").exec(source) : null
  const text = set === null ? value : source.slice(set.index + set[0].length)
  const [call] = /^[\w.]+\s*\(/.test(text) ? callsOf(text, "[\\w.]+", python) : []
  if (call === undefined) return value.replace(/\([^]*$/, "")
  const settings = [...call.named].map(([key, one]) => [key, literal(one, source, python) ?? null] as const)
  return { ...Object.fromEntries(settings), type: call.name.replace(/^.*\./, "") }
}

function pair(key: string, call: Call | undefined, source: string): readonly (readonly [string, Json])[] {
  const value = literal(call?.named.get(key), source, python)
  return value === undefined || value === null ? [] : [[key, value]]
}

/** The dict as the JSON form; what is computed is named and left out. */
function dictOf(text: string, source: string, prefix: string, lost: Losses): JsonObject {
  const entries = [...entriesOf(text, python)].flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    const at = `${prefix}${key}`
    if (value.startsWith("{")) return [[key, dictOf(value, source, `${at}.`, lost)]]
    const call = /^(?:ray\.)?tune\.\w+\s*\(/.test(value) ? callsOf(value, "(?:ray\\.)?tune\\.\\w+", python)[0] : undefined
    if (call === undefined) {
      const constant = literal(value, source, python)
      if (constant !== undefined) return [[key, constant]]
      lost.add(at, `${value.replace(/\s+/g, " ")} is computed by Python and was left out`)
      return []
    }
    const type = call.name.replace(/^.*\./, "")
    const distribution = distributions[type]
    const values = distribution?.args.map((name, i) => [name, literal(call.named.get(name) ?? call.args[i], source, python)] as const)
    if (values === undefined || values.some(([name, found]) => found === undefined && name !== "base" && name !== "q")) {
      lost.add(at, `tune.${type} ${distribution === undefined ? "has no like in Diapason" : "is computed by Python"} and was left out`)
      return []
    }
    return [[key, { type, ...Object.fromEntries(values.filter((entry): entry is [string, Json] => entry[1] !== undefined)) }]]
  })
  return Object.fromEntries(entries)
}

function flatten(of: JsonObject, prefix: string, space: Record<string, Json>, lost: Losses): void {
  for (const [key, value] of Object.entries(of)) {
    const [at, name] = [`${prefix}${key}`, nameFor(`${prefix}${key}`)]
    if (name !== at) lost.add(at, `the name became ${name}`)
    const type = isObject(value) ? value["type"] : undefined
    if (isObject(value) && typeof type === "string") {
      const distribution = distributions[type]
      if (distribution === undefined) lost.add(at, `${type} has no like in Diapason and was left out`)
      else space[name] = distribution.read(value, at, lost)
    } else if (isObject(value)) {
      lost.add(at, `the nested dict became the parameters ${name}.…, handed over as --${name}.NAME=VALUE`)
      flatten(value, `${at}.`, space, lost)
    } else space[name] = `fixed(${JSON.stringify(value)})`
  }
}
