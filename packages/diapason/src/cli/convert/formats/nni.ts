import type { Json } from "@diapason/core"
import { parse } from "yaml"
import {
  isList,
  isObject,
  losses,
  nameFor,
  objectAt,
  Problem,
  textAt,
  type Format,
  type Given,
  type JsonObject,
  type Losses,
} from "../converted.ts"
import { earlyStopping, type Rule } from "../early-stopping.ts"
import { lineFor, listed, multiples, normal, real, whole } from "../ranges.ts"
import { nniSamplers } from "../sampler-names.ts"

/** An experiment of NNI: its search space, or its configuration, which holds or names one. */
export const nni: Format = {
  name: "nni",
  title: "NNI",
  fits: ({ data }) => isObject(data) && (isSpace(data) || isConfig(data)),
  convert(given) {
    const data = given.data as JsonObject
    const lost = losses()
    const config = isSpace(data) ? {} : data
    const space = isSpace(data) ? data : spaceOf(config, given)
    if (isSpace(data)) lost.add("command", "a search space names none: say what is run once for each trial")
    const direction = objectAt(objectAt(config, "tuner"), "classArgs")["optimize_mode"]
    lost.add("metric", "NNI reports numbers without a name: print the one to optimise as default=<number>, or put its name here")
    return {
      space: Object.fromEntries(Object.entries(space).map(([name, entry]) => parameter(name, entry, lost))),
      objectives: [{ metric: "default", direction: direction === "minimize" ? "minimize" : "maximize" }],
      settings: settings(config, lost),
      lost: lost.list,
    }
  },
}

const isSpace = (data: JsonObject): boolean =>
  Object.values(data).length > 0 && Object.values(data).every((entry) => isObject(entry) && typeof entry["_type"] === "string")
const isConfig = (data: JsonObject): boolean =>
  ["searchSpace", "searchSpaceFile", "searchSpacePath"].some((key) => key in data) || isObject(data["trial"])

function spaceOf(config: JsonObject, { read }: Given): JsonObject {
  if (isObject(config["searchSpace"])) return config["searchSpace"]
  const file = textAt(config, "searchSpaceFile") ?? textAt(config, "searchSpacePath")
  const text = file === undefined ? undefined : read(file)
  if (text === undefined) throw new Problem("searchSpaceFile", file === undefined ? "no search space is named" : `${file} cannot be read`)
  const space: unknown = parse(text)
  if (!isObject(space as Json)) throw new Problem(file!, "it holds no search space")
  return space as JsonObject
}

function settings(config: JsonObject, lost: Losses): JsonObject {
  const number = (...keys: readonly string[]): number | undefined =>
    keys.map((key) => config[key]).find((value) => typeof value === "number")
  const duration = textAt(config, "maxExperimentDuration") ?? textAt(config, "maxExecDuration")
  const trials = number("maxTrialNumber", "maxTrialNum")
  const slots = number("trialConcurrency")
  const command = textAt(config, "trialCommand") ?? textAt(objectAt(config, "trial"), "command")
  if (command !== undefined)
    lost.add(
      "trialCommand",
      "each value is handed over as --name=value, and as JSON in DIAPASON_PARAMS: read one of them where the script calls nni.get_next_parameter()",
    )
  lost.rest(
    config,
    [
      "searchSpace",
      "searchSpaceFile",
      "searchSpacePath",
      "trialCommand",
      "trial",
      "maxExperimentDuration",
      "maxExecDuration",
      "maxTrialNumber",
      "maxTrialNum",
      "trialConcurrency",
      "tuner",
      "assessor",
      "advisor",
      "maxTrialDuration",
      "experimentName",
    ],
    "",
  )
  const tuner = objectAt(config, "tuner")
  const name = nameOf(tuner)
  const sampler = nniSamplers.get(name?.toLowerCase() ?? "") ?? "auto"
  if (name !== undefined && sampler !== name.toLowerCase()) lost.add("tuner", `${name} became the sampler ${sampler}`)
  for (const key of Object.keys(objectAt(tuner, "classArgs")))
    if (key !== "optimize_mode") lost.add(`tuner.classArgs.${key}`, "the settings have other names here and were left out")
  const early = ["assessor", "advisor"].flatMap((key) => {
    const of = objectAt(config, key)
    const rule = nameOf(of) ?? undefined
    return rule === undefined ? [] : [ruleFrom(rule, objectAt(of, "classArgs"), key)]
  })
  // Tuners of later versions that are schedulers too.
  if (/^(hyperband|bohb|pbt)/i.test(name ?? "")) early.push(ruleFrom(name!, objectAt(tuner, "classArgs"), "tuner"))
  const trialTime = textAt(config, "maxTrialDuration")
  return {
    ...(typeof config["experimentName"] === "string" && { name: nameFor(config["experimentName"]) }),
    ...(command !== undefined && { command, params_via: "args" }),
    ...(name !== undefined && { sampler }),
    ...(early[0] !== undefined && earlyStopping(early[0], lost)),
    ...(trialTime !== undefined && { timeout: { trial: trialTime } }),
    ...((trials !== undefined || duration !== undefined) && {
      budget: { ...(trials !== undefined && { trials }), ...(duration !== undefined && { wall: duration }) },
    }),
    ...(slots !== undefined && { parallel: { slots } }),
  }
}

/** What does the work, by the names that this had over the versions. */
const nameOf = (of: JsonObject): string | undefined =>
  ["name", "builtinTunerName", "builtinAssessorName", "builtinAdvisorName"].map((key) => textAt(of, key)).find((name) => name !== undefined)

/** NNI's own words for the least and the last step, and for the factor, in those of the rules that it took over. */
const inRule: Readonly<Record<string, string>> = { R: "r_l", max_budget: "max_t" }

const ruleFrom = (text: string, { optimize_mode: _, ...given }: JsonObject, at: string): Rule => {
  const name = text.replace(/(Tuner|Assessor|Advisor)$/i, "")
  const factor = /^bohb$/i.test(name) ? { eta: "reduction_factor" } : {}
  const words: Readonly<Record<string, string>> = { ...inRule, ...factor }
  return { name, settings: Object.fromEntries(Object.entries(given).map(([key, value]) => [words[key] ?? key, value])), at }
}

function parameter(text: string, entry: Json | undefined, lost: Losses): readonly [string, Json] {
  const name = nameFor(text)
  if (name !== text) lost.add(text, `the name became ${name}`)
  return [name, spec(text, entry, lost)]
}

function spec(at: string, entry: Json | undefined, lost: Losses): Json {
  const values = isObject(entry) ? entry["_value"] : undefined
  if (!isObject(entry) || !isList(values)) throw new Problem(at, "_type and _value are expected")
  const type = String(entry["_type"])
  if (type === "choice")
    return values.some((value) => isObject(value) && "_name" in value) ? nested(at, values, lost) : listed(at, values, lost)
  const [a, b, q] = values.map((value) => (typeof value === "number" ? value : NaN))
  if (a === undefined || b === undefined || [a, b, q].some((x) => Number.isNaN(x)))
    throw new Problem(`${at}._value`, "two numbers are expected, or three with a step")
  if (/^q/.test(type) && q === undefined) throw new Problem(`${at}._value`, "the step is missing")
  // NNI leaves the upper end of randint out.
  if (type === "randint") return whole(at, a, b - 1, false, undefined, lost)
  if (type === "quniform") return multiples(at, a, b, q!, lost)
  if (type === "uniform") return real(at, a, b, false, undefined, lost)
  if (/^q?loguniform$/.test(type)) return real(at, a, b, true, q, lost)
  if (/^q?(log)?normal$/.test(type)) return normal(at, a, b, /log/.test(type), q, lost)
  throw new Problem(`${at}._type`, `${JSON.stringify(type)} is not known`)
}

/** A choice between named spaces is a branch. */
function nested(at: string, values: readonly Json[], lost: Losses): Json {
  const branches = values.map((value): readonly [string, Json] => {
    if (!isObject(value) || typeof value["_name"] !== "string") throw new Problem(at, "each nested choice needs a _name")
    const { _name: name, ...children } = value
    return [nameFor(name as string), Object.fromEntries(Object.entries(children).map(([key, child]) => parameter(key, child, lost)))]
  })
  return lineFor(at, { type: "branch", branches: Object.fromEntries(branches) })
}
