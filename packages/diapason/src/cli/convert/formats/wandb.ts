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
  type Converted,
  type Format,
  type JsonObject,
  type Losses,
} from "../converted.ts"
import { lineFor, listed, multiples, normal, real, whole } from "../ranges.ts"
import { wandbSamplers } from "../sampler-names.ts"
import { wandbCommand } from "./wandb-command.ts"

/** A sweep of Weights & Biases. */
export const wandb: Format = {
  name: "wandb",
  title: "W&B sweep",
  fits: ({ data }) =>
    isObject(data) && isObject(data["parameters"]) && ["method", "program", "metric", "command"].some((key) => key in data),
  convert({ data }) {
    const sweep = data as JsonObject
    const lost = losses()
    const space: Record<string, Json> = {}
    parameters(objectAt(sweep, "parameters"), "parameters", "", space, lost)
    const command = wandbCommand(sweep, lost)
    const name = textAt(sweep, "name")
    lost.rest(
      sweep,
      ["parameters", "metric", "method", "command", "program", "name", "description", "early_terminate", "run_cap", "$schema"],
      "",
    )
    const goals = metric(sweep, lost)
    return {
      space,
      ...goals,
      settings: {
        ...(name !== undefined && { name: name.replace(/\s+/g, "-") }),
        ...(typeof sweep["description"] === "string" && { description: sweep["description"] }),
        ...command,
        ...goals.settings,
        ...search(sweep, lost),
        ...(typeof sweep["run_cap"] === "number" && { budget: { trials: sweep["run_cap"] } }),
      },
      lost: lost.list,
    }
  },
}

function metric(sweep: JsonObject, lost: Losses): Pick<Converted, "objectives" | "settings"> {
  const { name, goal, target } = objectAt(sweep, "metric")
  if (typeof name !== "string") {
    lost.add("metric", "none is named: name the one to optimise")
    return { objectives: [], settings: {} }
  }
  lost.rest(objectAt(sweep, "metric"), ["name", "goal", "target"], "metric.")
  const stop = typeof target === "number" ? { stop_when: { [name]: target } } : {}
  return { objectives: [{ metric: name, direction: goal === "maximize" ? "maximize" : "minimize" }], settings: stop }
}

function search(sweep: JsonObject, lost: Losses): Readonly<Record<string, Json>> {
  const method = sweep["method"]
  const sampler = wandbSamplers.get(String(method)) ?? "auto"
  if (method === "bayes") lost.add("method", "bayes became the sampler gp, which is a Gaussian process too but not the same one")
  else if (sampler === "auto" && method !== undefined) lost.add("method", `${JSON.stringify(method)} became the sampler auto`)
  const early = sweep["early_terminate"]
  if (!isObject(early)) return { sampler }
  if (early["type"] !== "hyperband") {
    lost.add("early_terminate", `the type ${JSON.stringify(early["type"] ?? null)} is not known and was left out`)
    return { sampler }
  }
  const eta = early["eta"] === undefined ? 3 : numberAt(early, "eta", "early_terminate")
  lost.add("early_terminate", "hyperband became the scheduler asha, which stops by rank among all trials at a rung")
  lost.rest(early, ["type", "eta", "min_iter", "max_iter"], "early_terminate.")
  const min = early["min_iter"] === undefined ? 1 : numberAt(early, "min_iter", "early_terminate")
  const max = early["max_iter"]
  if (max === undefined) {
    lost.add(
      "early_terminate.min_iter",
      `${min} was left out: without max_iter the steps of a trial have no end; say fidelity: { name: step, min: ${min}, max: … }`,
    )
    return { sampler, scheduler: { type: "asha", eta } }
  }
  return { sampler, scheduler: { type: "asha", eta }, fidelity: { name: "step", min, max: numberAt(early, "max_iter", "early_terminate") } }
}

function parameters(of: JsonObject, at: string, prefix: string, space: Record<string, Json>, lost: Losses): void {
  for (const [key, value] of Object.entries(of)) {
    const [here, name] = [`${at}.${key}`, nameFor(`${prefix}${key}`)]
    if (!isObject(value)) throw new Problem(here, "values, a range or a distribution are missing")
    if (isObject(value["parameters"])) {
      lost.add(here, `the nested group became the parameters ${name}.…, handed over as --${name}.NAME=VALUE and no longer as one object`)
      parameters(value["parameters"], `${here}.parameters`, `${prefix}${key}.`, space, lost)
      continue
    }
    if (name !== `${prefix}${key}`) lost.add(here, `the name became ${name}`)
    space[name] = parameter(value, here, lost)
  }
}

function parameter(of: JsonObject, at: string, lost: Losses): Json {
  lost.rest(of, ["value", "values", "min", "max", "mu", "sigma", "q", "distribution", "probabilities", "a", "b"], `${at}.`)
  if ("value" in of) return lineFor(at, { type: "fixed", value: of["value"] })
  if (isList(of["values"])) {
    if (of["probabilities"] !== undefined) lost.add(`${at}.probabilities`, "all values are equally likely at first; a prior can prefer one")
    return listed(at, of["values"], lost)
  }
  if (of["values"] !== undefined) throw new Problem(`${at}.values`, "a list is expected")
  const kind = textAt(of, "distribution") ?? ("min" in of || "max" in of ? undefined : "constant")
  const q = of["q"] === undefined ? undefined : numberAt(of, "q", at)
  if (kind !== undefined && /normal$/.test(kind))
    return normal(at, numberOr(of, "mu", 0, at), numberOr(of, "sigma", 1, at), /log/.test(kind), q, lost)
  if (kind === "beta") {
    lost.add(at, "the beta distribution became the range 0 to 1")
    return real(at, 0, 1, false, q, lost)
  }
  const [min, max] = [numberAt(of, "min", at), numberAt(of, "max", at)]
  return ranged(kind, min, max, q, at, lost)
}

function ranged(kind: string | undefined, min: number, max: number, q: number | undefined, at: string, lost: Losses): Json {
  const integers = Number.isInteger(min) && Number.isInteger(max)
  switch (kind) {
    case undefined:
      return integers ? whole(at, min, max, false, undefined, lost) : real(at, min, max, false, undefined, lost)
    case "int_uniform":
      return whole(at, min, max, false, undefined, lost)
    case "uniform":
      return real(at, min, max, false, undefined, lost)
    case "q_uniform":
      return multiples(at, min, max, q ?? 1, lost)
    case "log_uniform_values":
    case "q_log_uniform_values":
      return real(at, min, max, true, kind === "log_uniform_values" ? undefined : (q ?? 1), lost)
    case "log_uniform":
    case "q_log_uniform":
      return real(at, Math.exp(min), Math.exp(max), true, kind === "log_uniform" ? undefined : (q ?? 1), lost)
    case "inv_log_uniform_values":
      lost.add(at, "inv_log_uniform_values became a log range between the same ends")
      return real(at, min, max, true, undefined, lost)
    default:
      throw new Problem(`${at}.distribution`, `${JSON.stringify(kind)} is not known`)
  }
}

const numberOr = (of: JsonObject, key: string, otherwise: number, at: string): number =>
  of[key] === undefined ? otherwise : numberAt(of, key, at)
