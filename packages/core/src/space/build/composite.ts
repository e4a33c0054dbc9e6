import type { Json } from "../../event/json.ts"
import type { ParameterJson, Scalar } from "../parameter-json.ts"
import type { ConfigOf, Flatten, Options, Spec, Specs, ValueOf } from "./spec.ts"

/**
 * Values and ranges as one parameter: `mix(0, log(1e-6, 1e-2))` keeps "off" a value of its own. Each part is as likely as the
 * next. A string is a value, never the one-line grammar.
 */
export const mix = <const P extends readonly (Scalar | Spec<Json, false>)[]>(...parts: P): Spec<PartOf<P[number]>, false> => ({
  json: {
    type: "mix",
    of: parts.map((part) => (isSpec(part) ? part.json : typeof part === "string" ? { type: "fixed", value: part } : part)),
  },
})

type PartOf<P> = P extends Spec ? ValueOf<P> : P

const isSpec = (part: Scalar | Spec): part is Spec => typeof part === "object" && part !== null

/** The same parameter several times, each drawn by itself. `length` is a number, or the name of the parameter that says it. */
export const list = <T>(length: number | string, of: Spec<T>, options: Options = {}): Spec<T[], false> => ({
  json: { type: "list", length, of: of.json, ...options },
})

/**
 * One of several groups of parameters; those of the others are absent. In a configuration `{ use: "sgd", momentum: 0.9 }`.
 * A child that branches declare alike is one parameter to a sampler, which so learns about it in each of them.
 */
export const branch = <const B extends Readonly<Record<string, Specs>>>(branches: B, options: Options = {}): Spec<BranchOf<B>, false> => ({
  json: {
    type: "branch",
    branches: Object.fromEntries(Object.entries(branches).map(([name, specs]) => [name, jsonOf(specs)])),
    ...options,
  },
})

type BranchOf<B extends Readonly<Record<string, Specs>>> = { [K in keyof B]: Flatten<{ use: K } & ConfigOf<B[K]>> }[keyof B]

/** The JSON of specs by name. */
export const jsonOf = (specs: Specs): Readonly<Record<string, ParameterJson>> =>
  Object.fromEntries(Object.entries(specs).map(([name, { json }]) => [name, json]))
