import { fromUnit, indexOf, isActive, levels, valueAt, type Flat, type Json, type Parameter, type Space } from "@diapason/core"

/** A space as every peer can understand it. */
export interface WireSpace {
  readonly parameters: readonly WireParameter[]
  /** The primitive values behind what a peer proposed; values of inactive parameters are dropped. Throws when an active one is missing. */
  read(values: Readonly<Record<string, number | string>>): Flat
}

/**
 * What a peer is told of a parameter: a real or whole range, linear or logarithmic, or labels without an order. Names are `p0`, `p1`, …
 * `when` holds the values of its parents under which it is active, all of which must hold.
 */
export type WireParameter = { readonly name: string; readonly when?: Readonly<Record<string, readonly (number | string)[]>> } & Kind

type Kind =
  | { readonly type: "float" | "int"; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly type: "cat"; readonly choices: readonly string[] }

/**
 * Translates a space. Grids, powers of two and ordered values become whole numbers from 0; a reverse logarithmic range the logarithmic
 * one of 1 - x. Constants stay at home, and so does a condition on an expression: there the peer proposes a value that may be dropped.
 */
export function wireSpace(space: Space): WireSpace {
  const coders = new Map(
    space.parameters.flatMap((parameter, i) => {
      const coder = coderOf(parameter)
      return coder === undefined ? [] : [[parameter.name, { ...coder, name: `p${i}` }] as const]
    }),
  )
  const parameters = space.parameters.flatMap((parameter) => {
    const coder = coders.get(parameter.name)
    if (coder === undefined) return []
    const when = conditionOf(parameter, coders)
    return [{ name: coder.name, ...coder.kind, ...(Object.keys(when).length > 0 && { when }) }]
  })
  return {
    parameters,
    read(values) {
      const flat: Record<string, Json> = {}
      for (const parameter of space.parameters) {
        if (isActive(space, parameter, flat)) flat[parameter.name] = valueOf(parameter, coders.get(parameter.name), values)
      }
      return flat
    },
  }
}

/** How one parameter goes over the wire and comes back. */
interface Coder {
  readonly kind: Kind
  encode(value: Json): number | string
  decode(value: number | string): Json
}
type Named = Coder & { readonly name: string }

function coderOf(parameter: Parameter): Coder | undefined {
  if (parameter.kind === "constant" || levels(parameter) === 1) return undefined
  if (parameter.kind === "choice") return labels(parameter.values)
  if (parameter.kind === "ordinal" || parameter.step !== undefined || parameter.scale === "pow2") {
    const decode = (k: number | string): Json => valueAt(parameter, Number(k))
    return { kind: whole(0, levels(parameter) - 1, false), encode: (value) => indexOf(parameter, value), decode }
  }
  const { kind, low, high, scale } = parameter
  if (kind === "int")
    return { kind: whole(low, high, scale === "log"), encode: Number, decode: (x) => inside(low, Math.round(Number(x)), high) }
  if (scale === "reverse-log") {
    const mirrored = { type: "float", low: 1 - high, high: 1 - low, log: true } as const
    return { kind: mirrored, encode: (x) => 1 - Number(x), decode: (x) => inside(low, 1 - Number(x), high) }
  }
  return { kind: { type: "float", low, high, log: scale === "log" }, encode: Number, decode: (x) => inside(low, Number(x), high) }
}

function labels(values: readonly Json[]): Coder {
  const texts = values.every((value) => typeof value === "string") ? values : values.map((value) => JSON.stringify(value))
  const byText = new Map(texts.map((text, i) => [text, values[i]!]))
  const byValue = new Map(values.map((value, i) => [JSON.stringify(value), texts[i]!]))
  return {
    kind: { type: "cat", choices: texts },
    encode: (value) => byValue.get(JSON.stringify(value))!,
    decode: (text) => byText.get(String(text))!,
  }
}

const whole = (low: number, high: number, log: boolean): Kind => ({ type: "int", low, high, log })

/** Peers round as they like at the ends of a range. */
const inside = (low: number, x: number, high: number): number => Math.max(low, Math.min(high, x))

function conditionOf({ condition }: Parameter, coders: ReadonlyMap<string, Named>): Record<string, readonly (number | string)[]> {
  return Object.fromEntries(
    (condition?.parents ?? []).flatMap(({ name, values }) => {
      const parent = coders.get(name)
      return parent === undefined ? [] : [[parent.name, values.map((value) => parent.encode(value))]]
    }),
  )
}

function valueOf(parameter: Parameter, coder: Named | undefined, values: Readonly<Record<string, number | string>>): Json {
  if (coder === undefined) return fromUnit(parameter, 0.5)
  const value = values[coder.name]
  if (value === undefined) throw new Error(`no value for ${parameter.name} (${coder.name})`)
  return coder.decode(value)
}
