/**
 * What a training by steps is usually begun with, as beliefs: so much is known of it before the first trial, by the names of its parameters
 * alone. Its middle is not where people begin: a momentum of a half and a decay of five hundredths learn little. docs/benchmarks.md has what
 * it saves.
 */
import { contains, priorsFromJson, toUnit, type Json, type Parameter, type Priors, type Space } from "@diapason/core"
import { nearestWithin } from "../../baselines/nearest-within.ts"
import { roleOf, type Role } from "../../role-of.ts"

/**
 * Wide beliefs around the values of the field, where there is a rate and at least one more of their parameters; undefined in any other space,
 * and where ranges leave all values out. A default of the space goes before the value of the field.
 */
export function usual(space: Space): Priors | undefined {
  const roles = new Map<Parameter, Role>()
  for (const parameter of space.parameters) {
    const role = parameter.kind === "constant" ? undefined : roleOf(parameter)
    if (role !== undefined) roles.set(parameter, role)
  }
  const present = new Set(roles.values())
  if (!present.has("rate") || present.size < 2) return undefined
  const momenta = [...roles].flatMap(([parameter, role]) => (role === "momentum" ? [parameter] : []))
  const believed = space.parameters.flatMap((parameter) => {
    const around = "default" in parameter ? parameter.default : valueOf(parameter, roles.get(parameter), momenta)
    return around === undefined ? [] : [[parameter.name, { around, confidence: "high" }] as const]
  })
  return believed.length > 0 ? priorsFromJson(space, Object.fromEntries(believed)) : undefined
}

function valueOf(parameter: Parameter, role: Role | undefined, momenta: readonly Parameter[]): Json | undefined {
  if (role === undefined) return undefined
  if (role !== "rate") return within(parameter, values[role])
  const value = within(parameter, momenta.some(goesWith(parameter)) ? rateWithMomentum : values.rate)
  return value === undefined || isExtreme(toUnit(parameter, value)) ? undefined : value
}

/** A batch of 32 and, with momentum, a rate of 0.01: Bengio 2012 (arXiv 1206.5533), 3.1.1; a rate of 0.001: Adam, Kingma & Ba 2015 (arXiv
 * 1412.6980); momentum and decay: He et al. 2016 (arXiv 1512.03385), 3.4; dropout: Vaswani et al. 2017 (arXiv 1706.03762), 5.4. */
const values: Readonly<Record<Role, number>> = { rate: 0.001, batch: 32, momentum: 0.9, decay: 0.0001, dropout: 0.1 }

const rateWithMomentum = 0.01

/** A rate is of its training, and its range tells of that: near the ends of one, no other is usual. */
const isExtreme = (unit: number): boolean => unit < 0.2 || unit > 0.8

/** Whether a momentum is there wherever a rate is: without a condition, or under the same one. */
const goesWith =
  (rate: Parameter) =>
  (momentum: Parameter): boolean =>
    momentum.condition === undefined || JSON.stringify(momentum.condition) === JSON.stringify(rate.condition)

/** The value, or the nearest that the domain has; undefined where it ends before. */
const within = (parameter: Parameter, value: number): Json | undefined =>
  contains(parameter, value) ? value : nearestWithin(parameter, value, false)
