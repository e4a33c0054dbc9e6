import type { Json } from "../../event/json.ts"
import type { ParameterJson } from "../parameter-json.ts"

/**
 * One parameter as code declares it: its JSON, and for the compiler the type of its value and whether it can be absent.
 * Made by `float`, `choice`, `branch` and the others; checked when `space` takes it in.
 */
export interface Spec<T = unknown, Optional extends boolean = boolean> {
  readonly json: ParameterJson
  /** Only for the compiler. */
  readonly is?: readonly [value: T, optional: Optional]
}

/** Specs by name. */
export type Specs = Readonly<Record<string, Spec>>

/** The configurations that specs describe; conditional ones may be absent. */
export type ConfigOf<S extends Specs> = Flatten<
  { -readonly [K in keyof S as S[K] extends Spec<unknown, true> ? never : K]: ValueOf<S[K]> } & {
    -readonly [K in keyof S as S[K] extends Spec<unknown, true> ? K : never]?: ValueOf<S[K]>
  }
>

/** The type of a spec's value. */
export type ValueOf<S> = S extends Spec<infer T> ? T : never

/** An intersection written as one object, for readable messages. */
export type Flatten<T> = { [K in keyof T]: T[K] }

/** What any parameter may be given besides its domain. */
export interface Options<T = Json> {
  readonly default?: T
  /** Where good values are believed to lie. */
  readonly prior?: Json
  /** What the values count, for people. */
  readonly unit?: string
  /** Of a parameter that is added to a started study (`extend`): the value that its earlier trials really used. */
  readonly was?: Json
  /** Of a parameter of a started study (`extend`) that had another name. */
  readonly was_called?: string
}

/** When a parameter is active: parents with the values for which it is, or an expression. */
export type When = string | Readonly<Record<string, Json>>

/** Present among options: the parameter is conditional. */
export interface Conditional {
  readonly when: When
}
