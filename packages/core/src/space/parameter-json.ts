import type { Json } from "../event/json.ts"
import type { Form, Schedule } from "../schedule/schedule.ts"
import type { FloatScale, IntScale } from "./parameter.ts"

/** One parameter of a space in canonical JSON: known keys only, in this order, settings that say nothing left out. */
export type ParameterJson =
  | FloatJson
  | IntJson
  | ChoiceJson
  | OrdinalJson
  | BoolJson
  | FixedJson
  | MixJson
  | ListJson
  | BranchJson
  | DerivedJson
  | ScheduleJson
  | NetworkJson

export type FloatJson = Numeric & { readonly type: "float"; readonly scale?: Exclude<FloatScale, "linear"> } & Common
export type IntJson = Numeric & { readonly type: "int"; readonly scale?: Exclude<IntScale, "linear"> } & Common
interface Numeric {
  readonly low: number
  readonly high: number
  readonly step?: number
}
export type ChoiceJson = { readonly type: "choice"; readonly values: readonly Json[] } & Common
export type OrdinalJson = { readonly type: "ordinal"; readonly values: readonly Json[] } & Common
export type BoolJson = { readonly type: "bool" } & Common
export type FixedJson = { readonly type: "fixed"; readonly value: Json } & Common
/** `of` holds values as they are, and parameters as objects. */
export type MixJson = { readonly type: "mix"; readonly of: readonly (Scalar | ParameterJson)[] } & Common
/** `length` is a number, or the name of the parameter that says it. */
type ListJson = { readonly type: "list"; readonly length: number | string; readonly of: ParameterJson } & Common
export type BranchJson = { readonly type: "branch"; readonly branches: Readonly<Record<string, SpaceJson>> } & Common
/** Learning-rate schedules of some forms; a field that is not said is as usual. */
export type ScheduleJson = {
  readonly type: "schedule"
  readonly base: FieldJson
  readonly forms: readonly Form[]
} & { readonly [F in Exclude<ScheduleField, "base">]?: FieldJson } & Common
export type ScheduleField = Exclude<keyof Schedule, "form">
/** A value as it is, or a parameter as an object. */
export type FieldJson = number | string | readonly number[] | ParameterJson
/** An architecture: layers one after another, or a cell with operations on its edges or on its nodes. */
export type NetworkJson = { readonly type: "network" } & (ChainOfLayers | (Cell & (OnEdges | OnNodes))) & Common
interface ChainOfLayers {
  readonly kind: "chain"
  readonly depth: number | ParameterJson
  /** What each layer has; `op` is one of it. */
  readonly layer: SpaceJson
  /** Fields that are the same in all layers. */
  readonly shared?: readonly string[]
}
interface Cell {
  readonly kind: "cell"
  readonly nodes: number
  readonly max_edges?: number
}
interface OnEdges {
  readonly edges: readonly string[]
}
interface OnNodes {
  readonly operations: readonly string[]
}
type DerivedJson = { readonly type: "derived"; readonly expr: string } & Common

/** Parameters by name, in the order of declaration. */
export type SpaceJson = Readonly<Record<string, ParameterJson>>

/** What may stand on any parameter. */
export interface Common {
  readonly default?: Json
  /** Kept as it is given; a sampler reads it. */
  readonly prior?: Json
  /** What the values count, for people. */
  readonly unit?: string
  readonly when?: WhenJson
  /** In a space that revises another: the value that earlier trials really used. */
  readonly was?: Json
  /** In a space that revises another: the name that it had. */
  readonly was_called?: string
}

/** When a parameter is active: parents with their values, all of which must hold; or an expression. */
export type WhenJson = string | Readonly<Record<string, readonly Json[]>>

export type Scalar = null | boolean | number | string

/** The types in JSON, which are also the function names of the one-line grammar; that has `log` and `log1m` besides. */
export const parameterTypes = [
  "float",
  "int",
  "choice",
  "ordinal",
  "bool",
  "mix",
  "list",
  "branch",
  "fixed",
  "derived",
  "schedule",
  "network",
] as const
