import type { Expression, Values } from "../expression/expression.ts"
import type { Json } from "../event/json.ts"
import type { Layout } from "./network/layout.ts"
import type { Flat, Parameter } from "./parameter.ts"

/**
 * A space prepared for use: expressions read, names resolved, the shape of its configurations. Derived from the space alone and
 * kept beside it, so a space stays plain data.
 */
export interface Plan {
  readonly parameters: readonly Parameter[]
  /** Position in `parameters` by name. */
  readonly positions: ReadonlyMap<string, number>
  /** The test of each parameter's condition, by position. */
  readonly tests: readonly (Test | undefined)[]
  /** What every configuration fulfils: the constraints, and that each network can be built. */
  readonly rules: readonly Rule[]
  readonly networks: readonly PlannedNetwork[]
  /** The members of a configuration, in the order of declaration. */
  readonly shape: readonly Shape[]
}

/** An expression with a way to the values it reads in a flat configuration. */
export interface Test {
  readonly expression: Expression
  /** The primitives behind the names it reads. */
  readonly primitives: readonly string[]
  values(flat: Flat): Values
}

/** Something that holds for every configuration. */
export interface Rule {
  /** The primitives that it reads. */
  readonly primitives: readonly string[]
  holds(flat: Flat): boolean
}

/** A network by the names of its primitives. */
export interface PlannedNetwork {
  readonly name: string
  readonly primitives: readonly string[]
  readonly layout: Layout
}

/** When a composite is there: as a parameter's condition, with its test ready. */
export interface Activity {
  readonly parents: readonly { readonly name: string; readonly values: readonly Json[] }[]
  readonly test?: Test | undefined
}

/** One member of a configuration under `key`; `path` names it in messages and expressions. */
export type Shape = LeafShape | MixShape | ListShape | BranchShape | DerivedShape | NetworkShape

interface Member {
  readonly key: string
  readonly path: string
}
interface LeafShape extends Member {
  readonly kind: "leaf"
  readonly parameter: Parameter
}
export interface MixShape extends Member {
  readonly kind: "mix"
  readonly selector: Parameter
  /** By the selector's value; a value of the selector that is not here is the value itself. */
  readonly ranges: ReadonlyMap<Json, Parameter>
}
export interface ListShape extends Member {
  readonly kind: "list"
  /** A number, or the name of the primitive that says how many. */
  readonly length: number | string
  readonly when: Activity
  readonly items: readonly Shape[]
}
/** One of several groups of members; `tag` is the key under which a configuration says which. */
export interface BranchShape extends Member {
  readonly kind: "branch" | "schedule"
  readonly tag: "use" | "form"
  readonly selector: Parameter
  readonly branches: ReadonlyMap<string, readonly Shape[]>
}
interface NetworkShape extends Member {
  readonly kind: "network"
  readonly when: Activity
  readonly layout: Layout
}
export interface DerivedShape extends Member {
  readonly kind: "derived"
  readonly when: Activity
  readonly value: Test
}
