/** Spaces by name, and short words for their parameters. */
import { spaceFromJson, type Space } from "@diapason/core"

export type Entry = readonly [name: string, json: Readonly<Record<string, unknown>>]

export const spaceOf = (entries: readonly Entry[], constraints: readonly string[] = []): Space =>
  spaceFromJson(Object.fromEntries(entries), constraints)

export const float = (name: string, low = 0, high = 1): Entry => [name, { type: "float", low, high }]
export const logFloat = (name: string, low: number, high: number): Entry => [name, { type: "float", low, high, scale: "log" }]
export const int = (name: string, low: number, high: number): Entry => [name, { type: "int", low, high }]
export const logInt = (name: string, low: number, high: number): Entry => [name, { type: "int", low, high, scale: "log" }]
export const choice = (name: string, values: readonly string[]): Entry => [name, { type: "choice", values }]

/** Two lines, a stepped axis, a log-integer one and a category. */
export const mixed = spaceOf([
  float("x", -5, 10),
  logFloat("lr", 1e-5, 1e-1),
  int("layers", 1, 8),
  logInt("width", 1, 128),
  choice("act", ["relu", "tanh", "gelu"]),
])

/** A branch with parameters of its own, and a constant in one of them. */
export const conditional = spaceFromJson({
  lr: { type: "float", low: 0, high: 1 },
  optimizer: { type: "choice", values: ["sgd", "adam"] },
  momentum: { type: "float", low: 0, high: 1, when: { optimizer: ["sgd"] } },
  beta1: { type: "float", low: 0, high: 1, when: { optimizer: ["adam"] } },
  warmup: { type: "int", low: 0, high: 9, when: { optimizer: ["adam"] } },
  amsgrad: { type: "fixed", value: true, when: { optimizer: ["adam"] } },
})

/** Twelve configurations. */
export const finite = spaceOf([int("a", 1, 4), choice("b", ["p", "q", "r"])])
