import type { Layout } from "./network/layout.ts"
import type { Scope } from "./names.ts"
import type { Condition } from "./parameter.ts"
import type { ParameterJson } from "./parameter-json.ts"

/** A parameter with its place in the configuration (`path`), the name of its primitive, and its parts. */
export interface Place {
  readonly key: string
  readonly path: string
  readonly name: string
  readonly json: ParameterJson
  readonly scopes: readonly Scope[]
  /** Of a branch or a schedule: the children with the branches they belong to. */
  readonly children?: readonly { readonly place: Place; readonly branches: readonly string[] }[]
  /** Of a list: its elements up to the longest length, and what says the length. */
  readonly items?: readonly Place[]
  readonly length?: number | Counted
  /** Of a mix: its ranges by the selector's value. */
  readonly ranges?: readonly { readonly label: string; readonly place: Place }[]
  /** Of a network: its parts, each with the operations of its layer for which it is there. */
  readonly parts?: readonly NetworkPart[]
  readonly layout?: Layout
}

/** A part of a network that waits for others: for a depth, or for an operation that does something. */
export interface NetworkPart {
  readonly place: Place
  readonly waits: Condition["parents"]
}

/** A place before its parts are known. */
export type Seat = Pick<Place, "key" | "path" | "name" | "json" | "scopes">

/** The parameter that says a list's length, and the counts it can say. */
export interface Counted {
  readonly path: string
  readonly counts: readonly number[]
}
