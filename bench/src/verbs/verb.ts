/** One thing that can be asked of the bench. */
export interface Verb {
  /** How to call it, behind `npm run bench --`. */
  readonly usage: string
  readonly options: Readonly<Record<string, "string" | "boolean">>
  /** Whether it takes files. */
  readonly files: boolean
  run(call: Call): Promise<number>
}

/** The words of one call, read. */
export interface Call {
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly files: readonly string[]
  /** As they were typed. */
  readonly words: readonly string[]
  readonly machine: Readonly<Record<string, string | number>>
}
