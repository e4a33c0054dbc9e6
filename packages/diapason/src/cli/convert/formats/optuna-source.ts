import type { Json } from "@diapason/core"
import { callsOf, type Call } from "../../init/source/calls.ts"
import { literal } from "../../init/source/literal.ts"
import { python, withoutComments } from "../../init/source/scan.ts"
import { earlyStopping } from "../early-stopping.ts"
import { isList, isObject, losses, nameFor, Problem, type Converted, type JsonObject, type Losses } from "../converted.ts"
import { listed, real, whole } from "../ranges.ts"
import { optunaSamplers } from "../sampler-names.ts"

/** A Python source that asks a trial for its values. */
export function optunaSource(text: string): Converted {
  const lost = losses()
  const source = withoutComments(text, python)
  const calls = callsOf(source, "\\w+\\.suggest_\\w+", python)
  const names = new Map<string, string>()
  const space: Record<string, Json> = {}
  for (const call of calls) {
    const found = parameter(call, source, lost)
    if (found === undefined) continue
    const [name, spec] = found
    names.set(/(\w+)\s*=\s*$/.exec(source.slice(0, call.at))?.[1] ?? name, name)
    if (name in space && space[name] !== spec) lost.add(name, "it is suggested in several ways: the first was kept")
    else space[name] ??= conditional(spec, name, call, source, names, lost)
  }
  if (Object.keys(space).length === 0) throw new Problem("suggest_…", "no call with a literal name and literal ends was found")
  lost.add("command", "Optuna calls a Python function: let a script read its flags, and say here how it is run")
  return { space, ...study(source, lost), lost: lost.list }
}

function parameter(call: Call, source: string, lost: Losses): readonly [string, Json] | undefined {
  const value = (key: string, i: number): Json | undefined => literal(call.named.get(key) ?? call.args[i], source, python)
  const written = value("name", 0)
  const kind = call.name.replace(/^.*\.suggest_/, "")
  if (typeof written !== "string") {
    lost.add(`suggest_${kind}`, `the name ${call.args[0] ?? ""} is computed by Python: the parameter was left out`)
    return undefined
  }
  const name = nameFor(written)
  if (name !== written) lost.add(written, `the name became ${name}`)
  if (kind === "categorical") {
    const choices = value("choices", 1)
    if (isList(choices)) return [name, listed(written, choices, lost)]
    return left(written, kind, lost)
  }
  const [low, high, q] = [value("low", 1), value("high", 2), value("step", 99) ?? value("q", kind === "discrete_uniform" ? 3 : 99)]
  if (typeof low !== "number" || typeof high !== "number") return left(written, kind, lost)
  const log = kind === "loguniform" || call.named.get("log") === "True"
  return [name, (kind === "int" ? whole : real)(written, low, high, log, typeof q === "number" ? q : undefined, lost)]
}

function left(name: string, kind: string, lost: Losses): undefined {
  lost.add(name, `what suggest_${kind} is given is computed by Python: the parameter was left out`)
  return undefined
}

/** A call inside `if optimizer == "sgd":` is active for that value; any other condition is lost, and said so. */
function conditional(spec: Json, name: string, call: Call, source: string, names: ReadonlyMap<string, string>, lost: Losses): Json {
  const lines = source.slice(0, call.at).split("\n")
  const column = (line: string): number => /^\s*/.exec(line)![0].length
  let inner = column(lines.at(-1)!)
  const conditions: string[] = []
  for (const line of lines.slice(0, -1).reverse()) {
    if (line.trim() === "" || column(line) >= inner) continue
    inner = column(line)
    if (/^\s*(def|class)\b/.test(line)) break
    if (/^\s*(if|elif|else|for|while)\b/.test(line)) conditions.push(line.trim())
  }
  if (conditions.length === 0) return spec
  const equal = /^(?:el)?if (\w+) == (.+):$/.exec(conditions[0]!)
  const [parent, value] = [names.get(equal?.[1] ?? ""), literal(equal?.[2], source, python)]
  if (conditions.length > 1 || parent === undefined || value === undefined) {
    lost.add(name, `\`${conditions.join("` in `")}\` was lost: the parameter is always active`)
    return spec
  }
  return `${String(spec)} if ${parent}=${JSON.stringify(value)}`
}

function study(source: string, lost: Losses): Pick<Converted, "objectives" | "settings"> {
  const create = callsOf(source, "(?:optuna\\.)?create_study", python)[0]
  const optimize = callsOf(source, "\\w+\\.optimize", python)[0]
  const value = (call: Call | undefined, key: string, i = 99): Json | undefined =>
    literal(call?.named.get(key) ?? call?.args[i], source, python)
  const several = value(create, "directions")
  const directions = isList(several) ? several : [value(create, "direction") ?? "minimize"]
  lost.add(
    "objectives",
    `Optuna's values have no names: print ${directions.length > 1 ? "them" : "it"} as ${metricName(0, directions.length)}=<number>${directions.length > 1 ? " and so on" : ""}, or put the name here`,
  )
  const [trials, seconds, jobs, name] = [
    value(optimize, "n_trials", 1),
    value(optimize, "timeout"),
    value(optimize, "n_jobs"),
    value(create, "study_name"),
  ]
  const points = callsOf(source, "\\w+\\.enqueue_trial", python).map(({ args }) => literal(args[0], source, python))
  const known: readonly JsonObject[] = points.filter(isObject)
  if (known.length < points.length) lost.add("enqueue_trial", "a configuration that is computed by Python was left out")
  return {
    objectives: directions.map((direction, i) => ({
      metric: metricName(i, directions.length),
      direction: direction === "maximize" ? "maximize" : "minimize",
    })),
    settings: {
      ...(typeof name === "string" && { name: nameFor(name) }),
      ...(known.length > 0 && { baselines: [...known] }),
      ...algorithms(source, lost),
      ...((typeof trials === "number" || typeof seconds === "number") && {
        budget: { ...(typeof trials === "number" && { trials }), ...(typeof seconds === "number" && { wall: `${seconds}s` }) },
      }),
      ...(typeof jobs === "number" && jobs > 0 && { parallel: { slots: jobs } }),
    },
  }
}

const metricName = (i: number, of: number): string => (of === 1 ? "value" : `value_${i}`)

function algorithms(source: string, lost: Losses): JsonObject {
  const [sampler] = callsOf(source, "(?:\\w+\\.)*\\w+Sampler", python)
  const name = sampler?.name.replace(/^.*\.|Sampler$/g, "")
  const known = optunaSamplers.get(name ?? "") ?? "auto"
  if (name !== undefined) lost.add("sampler", `${name}Sampler became ${known}, with its usual settings`)
  const seed = literal(sampler?.named.get("seed"), source, python)
  return {
    ...(name !== undefined && { sampler: known }),
    ...pruner(source, lost),
    ...(typeof seed === "number" && Number.isInteger(seed) && seed >= 0 && { seed }),
  }
}

/** What stands by place in the pruners that people call so. */
const inPlace: Readonly<Record<string, readonly string[]>> = {
  MedianPruner: ["n_startup_trials", "n_warmup_steps", "interval_steps"],
  PercentilePruner: ["percentile", "n_startup_trials", "n_warmup_steps"],
  SuccessiveHalvingPruner: ["min_resource", "reduction_factor", "min_early_stopping_rate"],
  HyperbandPruner: ["min_resource", "max_resource", "reduction_factor"],
  PatientPruner: ["wrapped_pruner", "patience", "min_delta"],
}

function pruner(source: string, lost: Losses): JsonObject {
  const [call] = callsOf(source, "(?:\\w+\\.)*\\w+Pruner", python)
  if (call === undefined) return {}
  const name = call.name.replace(/^.*\./, "")
  const given = new Map([...call.args.map((arg, i) => [inPlace[name]?.[i] ?? `argument ${i + 1}`, arg] as const), ...call.named])
  const settings = Object.fromEntries([...given].map(([key, text]) => [key, literal(text, source, python)]))
  return earlyStopping({ name, settings, at: "pruner" }, lost)
}
