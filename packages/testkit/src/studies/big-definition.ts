import type { Config, Definition, Json } from "@diapason/core"
import { chance } from "./chance.ts"

/** How big a study is to be. */
export interface BigSize {
  /** Numbers handed out. */
  readonly trials: number
  /** About how many reports in all; 0 for trials that only end. */
  readonly points: number
  /** Primitives of the space, at least 1; 12 when absent. */
  readonly parameters?: number
  /** 1 when absent. */
  readonly seed?: number
  /** `big` when absent. */
  readonly name?: string
}

/** The longest curve, so that the reports come to `points`. */
export const longest = ({ trials, points }: BigSize): number => Math.round(points / Math.max(1, trials) / meanShare)

/** What a trial reports on average, as a share of the longest curve. */
const meanShare = 0.77

/** The definition of a big study. */
export function bigDefinition(name: string, size: BigSize): Definition {
  const { trials, parameters = 12, seed = 1 } = size
  const epochs = longest(size)
  return {
    name,
    space: Object.fromEntries(dimensions(parameters)),
    objectives: [{ metric: "val_loss", direction: "minimize" }],
    constraints: ["memory_gb <= 24"],
    seed,
    sampler: { type: "tpe" },
    scheduler: epochs > 1 ? { type: "asha" } : { type: "none" },
    budget: { trials },
    ...(epochs > 1 && { fidelity: { name: "epoch", min: 1, max: epochs, eta: 3, resumable: true } }),
    command: ["python", "train.py"],
  }
}

/** What trial `number` is run with: good regions are tried more often as the study goes on. */
export function bigConfig(number: number, { trials, parameters = 12, seed = 1 }: BigSize): Config {
  const config: Record<string, Json> = {}
  const pull = 0.6 * (number / Math.max(1, trials))
  dimensions(parameters).forEach(([name, json], i) => {
    const u = (1 - pull) * chance(seed, number, i) + pull * (0.3 + 0.3 * chance(seed, number, i + 1000))
    if (json["when"] === undefined || config["optimizer"] === "sgd") config[name] = valueOf(json, u)
  })
  return config
}

/** How far a configuration is from the best, from 0 to about 1. */
export function badness(config: Config): number {
  const lr = config["lr"] as number
  const drop = (config["dropout"] as number | undefined) ?? 0.2
  return Math.min(1, (Math.log10(lr) + 3) ** 2 / 6 + (drop - 0.25) ** 2 + (config["optimizer"] === "rmsprop" ? 0.15 : 0))
}

type Dimension = Readonly<Record<string, Json>>

const first: readonly (readonly [string, Dimension])[] = [
  ["lr", { type: "float", low: 1e-5, high: 1, scale: "log" }],
  ["batch_size", { type: "int", low: 16, high: 512, scale: "pow2" }],
  ["optimizer", { type: "choice", values: ["adam", "sgd", "adamw", "rmsprop"] }],
  ["momentum", { type: "float", low: 0, high: 0.99, when: { optimizer: ["sgd"] } }],
  ["dropout", { type: "float", low: 0, high: 0.6 }],
  ["layers", { type: "int", low: 1, high: 8 }],
  ["width", { type: "ordinal", values: [64, 128, 256, 512, 1024] }],
  ["amp", { type: "bool" }],
]

const known = new Map<number, readonly (readonly [string, Dimension])[]>()

function dimensions(parameters: number): readonly (readonly [string, Dimension])[] {
  const found = known.get(parameters)
  if (found !== undefined) return found
  const made = Array.from({ length: parameters }, (_, i) => first[i] ?? ([`x${i}`, { type: "float", low: -1, high: 1 }] as const))
  known.set(parameters, made)
  return made
}

function valueOf(json: Dimension, u: number): Json {
  const [low, high] = [json["low"] as number, json["high"] as number]
  if (json["type"] === "bool") return u < 0.5
  if (json["values"] !== undefined) return pickOf(json["values"] as readonly Json[], u)
  if (json["scale"] === "log") return rounded(low * (high / low) ** u)
  if (json["scale"] === "pow2") return 2 ** Math.round(Math.log2(low) + u * Math.log2(high / low))
  return json["type"] === "int" ? Math.min(high, Math.floor(low + u * (high - low + 1))) : rounded(low + u * (high - low))
}

const pickOf = <T>(values: readonly T[], u: number): T => values[Math.min(values.length - 1, Math.floor(u * values.length))]!

/** Six digits, as people's scripts print them. */
const rounded = (x: number): number => Number(x.toPrecision(6))
