import type { Json } from "@diapason/core"
import {
  isList,
  isObject,
  losses,
  nameFor,
  numberAt,
  objectAt,
  Problem,
  textAt,
  type Format,
  type JsonObject,
  type Losses,
} from "../converted.ts"
import { earlyStopping } from "../early-stopping.ts"
import { listed, normal, real, whole } from "../ranges.ts"
import { katibSamplers } from "../sampler-names.ts"

/** An Experiment manifest of Katib. */
export const katib: Format = {
  name: "katib",
  title: "Katib Experiment",
  fits: ({ data }) => isObject(data) && data["kind"] === "Experiment" && isObject(data["spec"]),
  convert({ data }) {
    const manifest = data as JsonObject
    const spec = objectAt(manifest, "spec")
    const lost = losses()
    const list = isList(spec["parameters"]) ? spec["parameters"] : []
    if (list.length === 0) throw new Problem("spec.parameters", "no parameter is listed")
    const space = Object.fromEntries(list.map((entry, i) => parameter(entry, `spec.parameters[${i}]`, lost)))
    lost.rest(objectAt(manifest, "metadata"), ["name"], "metadata.")
    lost.rest(spec, known, "spec.")
    const name = textAt(objectAt(manifest, "metadata"), "name")
    const goals = objective(objectAt(spec, "objective"), lost)
    return {
      space,
      objectives: goals.objectives,
      settings: {
        ...(name !== undefined && { name }),
        ...template(objectAt(spec, "trialTemplate"), space, lost),
        ...goals.settings,
        ...search(spec, lost),
        ...limits(spec),
      },
      lost: lost.list,
    }
  },
}

const known = [
  "parameters",
  "objective",
  "algorithm",
  "earlyStopping",
  "parallelTrialCount",
  "maxTrialCount",
  "maxFailedTrialCount",
  "trialTemplate",
]

function objective(
  of: JsonObject,
  lost: Losses,
): { readonly objectives: { metric: string; direction: "minimize" | "maximize" }[]; readonly settings: JsonObject } {
  const metric = textAt(of, "objectiveMetricName")
  if (metric === undefined) throw new Problem("spec.objective.objectiveMetricName", "the metric is missing")
  lost.rest(of, ["type", "goal", "objectiveMetricName", "additionalMetricNames"], "spec.objective.")
  const more = of["additionalMetricNames"]
  return {
    objectives: [{ metric, direction: of["type"] === "maximize" ? "maximize" : "minimize" }],
    settings: {
      ...(isList(more) && { metrics: [...more] }),
      ...(of["goal"] !== undefined && { stop_when: { [metric]: numberAt(of, "goal", "spec.objective") } }),
    },
  }
}

function search(spec: JsonObject, lost: Losses): JsonObject {
  const algorithm = objectAt(spec, "algorithm")
  const name = textAt(algorithm, "algorithmName") ?? "auto"
  const sampler = katibSamplers.get(name) ?? "auto"
  if (sampler !== name && name !== "auto") lost.add("spec.algorithm.algorithmName", `${name} became the sampler ${sampler}`)
  const settings = settingsIn(algorithm)
  const seed = Number(settings["random_state"])
  const seeded = settings["random_state"] !== undefined && Number.isInteger(seed) && seed >= 0
  const early = objectAt(spec, "earlyStopping")
  const rule = textAt(early, "algorithmName")
  const asRule = rule !== undefined || name === "hyperband"
  const left = Object.keys(settings).filter((key) => !(seeded && key === "random_state") && !(rule === undefined && name === "hyperband"))
  if (left.length > 0)
    lost.add("spec.algorithm.algorithmSettings", `${left.join(", ")}: the settings have other names here and were left out`)
  const stopping = !asRule
    ? {}
    : rule === undefined
      ? earlyStopping({ name, settings, at: "spec.algorithm" }, lost)
      : earlyStopping({ name: rule, settings: settingsIn(early), at: "spec.earlyStopping" }, lost)
  return { sampler, ...stopping, ...(seeded && { seed }) }
}

/** Settings as Katib lists them: a name and a text each. */
const settingsIn = (of: JsonObject): JsonObject =>
  Object.fromEntries(
    (isList(of["algorithmSettings"]) ? of["algorithmSettings"] : []).flatMap((entry) =>
      isObject(entry) && typeof entry["name"] === "string" ? [[entry["name"], entry["value"] ?? null]] : [],
    ),
  )

function limits(spec: JsonObject): JsonObject {
  const count = (key: string): number | undefined => (spec[key] === undefined ? undefined : numberAt(spec, key, "spec"))
  const [trials, slots, failed] = [count("maxTrialCount"), count("parallelTrialCount"), count("maxFailedTrialCount")]
  return {
    ...(trials !== undefined && { budget: { trials } }),
    ...(slots !== undefined && { parallel: { slots } }),
    // So many failures among so many trials; Katib stops at the count, whatever the share.
    ...(failed !== undefined &&
      trials !== undefined &&
      trials > 0 && {
        circuit_breaker: { failure_rate: Math.min(1, Number((failed / trials).toPrecision(3))), after: Math.max(1, failed) },
      }),
  }
}

function parameter(entry: Json, at: string, lost: Losses): readonly [string, Json] {
  if (!isObject(entry)) throw new Problem(at, "name, parameterType and feasibleSpace are expected")
  const text = textAt(entry, "name")
  if (text === undefined) throw new Problem(`${at}.name`, "the name is missing")
  // Older manifests wrote the flag itself: `--lr`.
  const name = nameFor(text.replace(/^--/, ""))
  if (name !== text) lost.add(`${at}.name`, `${text} became ${name}`)
  const feasible = objectAt(entry, "feasibleSpace")
  const here = `${at}.feasibleSpace`
  lost.rest(feasible, ["min", "max", "step", "list", "distribution"], `${here}.`)
  const type = entry["parameterType"]
  if (type === "categorical" || type === "discrete") return [name, values(feasible["list"], type, `${here}.list`, lost)]
  if (type !== "double" && type !== "int") throw new Problem(`${at}.parameterType`, `${JSON.stringify(type ?? null)} is not known`)
  const [min, max] = [numberAt(feasible, "min", here), numberAt(feasible, "max", here)]
  const step = feasible["step"] === undefined ? undefined : numberAt(feasible, "step", here)
  const distribution = textAt(feasible, "distribution") ?? "uniform"
  if (distribution === "normal" || distribution === "logNormal") return [name, normalBetween(min, max, distribution, here, lost)]
  return [name, (type === "int" ? whole : real)(here, min, max, distribution === "logUniform", step, lost)]
}

/** Katib takes the middle of the ends for the mean, and a sixth of their distance for the deviation. */
function normalBetween(min: number, max: number, distribution: string, at: string, lost: Losses): Json {
  if (distribution === "logNormal")
    return normal(at, (Math.log(min) + Math.log(max)) / 2, (Math.log(max) - Math.log(min)) / 6, true, undefined, lost)
  return normal(at, (min + max) / 2, (max - min) / 6, false, undefined, lost)
}

function values(list: Json | undefined, type: string, at: string, lost: Losses): Json {
  if (!isList(list)) throw new Problem(at, "a list of values is expected")
  if (type === "categorical") return listed(at, list, lost)
  const numbers = list.map((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value))
  const odd = list.filter((_, i) => typeof numbers[i] !== "number" || Number.isNaN(numbers[i]))
  if (odd.length === 0) return listed(at, numbers, lost)
  lost.add(
    at,
    `${odd.map((value) => JSON.stringify(value)).join(", ")} ${odd.length === 1 ? "is no number" : "are no numbers"}: the values have no order any more`,
  )
  return listed(at, list, lost)
}

/** The first container's command, with `${trialParameters.x}` as placeholders. */
function template(of: JsonObject, space: JsonObject, lost: Losses): JsonObject {
  const names = new Map<string, string>()
  const list = isList(of["trialParameters"]) ? of["trialParameters"] : []
  for (const entry of list)
    if (isObject(entry)) names.set(String(entry["name"]), nameFor(String(entry["reference"] ?? entry["name"]).replace(/^--/, "")))
  const container = containerIn(of["trialSpec"])
  if (container === undefined) {
    lost.add("spec.trialTemplate", "no container with a command was found in it: say what is run once for each trial")
    return {}
  }
  lost.add("spec.trialTemplate", "image, resources and volumes stay with the job: the command of its container is run where Diapason runs")
  const words = ["command", "args"].flatMap((key) => (isList(container[key]) ? container[key].map(String) : []))
  const command = words.map((word) =>
    word.replace(/\$\{trialParameters\.([\w.-]+)\}/g, (_, name: string) => `{${names.get(name) ?? nameFor(name)}}`),
  )
  const unused = Object.keys(space).filter((name) => command.every((word) => !word.includes(`{${name}}`)))
  if (command.some((word) => /\{[A-Za-z_]/.test(word)))
    for (const name of unused) lost.add(`spec.parameters ${name}`, "the command never names it")
  return { command: command.every((word) => !/\s/.test(word)) ? command.join(" ") : command }
}

function containerIn(of: Json | undefined): JsonObject | undefined {
  if (isList(of)) return of.map(containerIn).find((found) => found !== undefined)
  if (!isObject(of)) return undefined
  if (isList(of["containers"])) return of["containers"].filter(isObject).find(({ command, args }) => isList(command) || isList(args))
  return Object.values(of)
    .map(containerIn)
    .find((found) => found !== undefined)
}
