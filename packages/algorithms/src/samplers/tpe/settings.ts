/** What can be set on TPE, with its defaults and its checks. */
import { presets, type Preset, type PresetName } from "./preset.ts"
import type { Group } from "./groups.ts"

/** Given in code or, by the same names, beside the sampler's name in a study. */
export interface TpeOptions {
  /** `optuna5`, `w23` or `rank`; see `presets`. */
  readonly preset?: PresetName
  /** Points drawn per suggestion and criterion, at least 1. */
  readonly candidates?: number
  /** Finished trials before the model is used; quasi-random until then. */
  readonly startup?: number
  /** Share of the finished trials that count as good, in (0, 1); the preset's by default. */
  readonly gamma?: number
}

export interface Settings {
  readonly preset: Preset
  readonly candidates: number
  readonly startup: number
}

/** Options in code go before those of the study. Throws RangeError for a value that makes no sense. */
export function settle(
  options: TpeOptions,
  given: Readonly<Record<string, unknown>>,
  groups: readonly Group[],
  trials: number | undefined,
): Settings {
  const name = options.preset ?? given["preset"] ?? defaultPreset
  if (!isPreset(name)) throw new RangeError(`preset is one of ${Object.keys(presets).join(", ")}, not ${String(name)}`)
  const gamma = number("gamma", options.gamma ?? given["gamma"] ?? presets[name].gamma, (x) => x > 0 && x < 1)
  const candidates = number("candidates", options.candidates ?? given["candidates"] ?? 24, (x) => x >= 1 && Number.isInteger(x))
  const axes = groups.reduce((sum, group) => sum + group.axes.length, 0)
  const startup = number("startup", options.startup ?? given["startup"] ?? startupSize(axes, trials), (x) => x >= 0 && Number.isInteger(x))
  return { preset: { ...presets[name], gamma }, candidates, startup }
}

/** One more than the axes, between 5 and 20, but never above a quarter of the budget. */
const startupSize = (axes: number, trials = Infinity): number =>
  Math.min(Math.max(5, Math.min(20, axes + 1)), Math.max(1, Math.floor(trials / 4)))

const isPreset = (name: unknown): name is PresetName => typeof name === "string" && Object.hasOwn(presets, name)

function number(name: string, value: unknown, holds: (x: number) => boolean): number {
  if (typeof value !== "number" || !holds(value)) throw new RangeError(`${name} cannot be ${String(value)}`)
  return value
}

const defaultPreset: PresetName = "w23"
