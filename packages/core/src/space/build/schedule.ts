import type { Form, Schedule } from "../../schedule/schedule.ts"
import type { ParameterJson, ScheduleField } from "../parameter-json.ts"
import type { Options, Spec } from "./spec.ts"

/** What a schedule may be besides its base. A field is a value, or a parameter of such values: `warmup: float(0, 0.1)`. */
export type ScheduleOptions<F extends Form = Form> = {
  /** The forms to choose from; cosine, wsd and linear unless given. */
  readonly forms?: readonly F[]
} & { readonly [K in Exclude<ScheduleField, "base">]?: Required<Schedule>[K] | Spec<Required<Schedule>[K], false> } & Options<
    ScheduleOf<NoInfer<F>>
  >

/** A schedule in a configuration; `trial.value(name, step)` gives its rate at a step. */
type ScheduleOf<F extends Form> = Omit<Schedule, "form"> & { readonly form: F }

type Usual = "cosine" | "wsd" | "linear"

/**
 * A learning-rate schedule: `schedule(1e-5, 1e-1)` searches the highest rate on the log scale, the form, and the warm-up;
 * `schedule(1e-5, 1e-1, { forms: ["cosine", "one-cycle"], warmup: 0.05 })` says more. In place of the two ends one rate may stand, or a
 * parameter: `schedule(ordinal(0.01, 0.03), { forms: ["wsd"] })`. In a configuration `{ form: "cosine", base: 0.003, warmup: 0.03, … }`.
 */
export function schedule<const F extends Form = Usual>(low: number, high: number, options?: ScheduleOptions<F>): Spec<ScheduleOf<F>, false>
export function schedule<const F extends Form = Usual>(
  base: number | Spec<number, false>,
  options?: ScheduleOptions<F>,
): Spec<ScheduleOf<F>, false>
export function schedule(first: number | Spec, second?: number | ScheduleOptions, third?: ScheduleOptions): Spec {
  const options = typeof second === "number" ? third : second
  const fields = Object.entries(options ?? {}).map(([key, value]) => [key, plain(value)] as const)
  const base = typeof second === "number" ? { type: "float", low: first, high: second, scale: "log" } : plain(first)
  return { json: { type: "schedule", base, ...Object.fromEntries(fields) } as unknown as ParameterJson }
}

const plain = (value: unknown): unknown => (typeof value === "object" && value !== null && "json" in value ? value.json : value)
