import type { Problem } from "@diapason/core"

/** A setting that may stand beside an algorithm's name: `{ type: "grid", resolution: 5 }`. */
export interface Setting {
  /** What a good value is, in words. */
  readonly expected: string
  holds(value: unknown): boolean
}

/** An algorithm that a study can name: how it is made, and the settings it understands. */
export interface Listed<Made, Options> {
  readonly settings: Readonly<Record<keyof Options & string, Setting>>
  /** Where a suggestion may take longer than an event loop should be held up; absent where none ever does. */
  readonly heavy?: (problem: Problem) => Heavy
  /** Of a scheduler: the sampler that it is made for, which is taken where none was asked for. */
  readonly brings?: string
  /** `options` holds what its settings let through. */
  make(options: Options): Made
}

/** The numbers of finished trials from which and below which an algorithm takes its time; none when `below` is not above `from`. */
export interface Heavy {
  readonly from: number
  readonly below: number
}

/** An entry of a list; every option of the factory has its setting, or it does not compile. */
export const listed = <Made, Options extends object>(
  make: (options: Options) => Made,
  settings: { readonly [K in keyof Options & string]-?: Setting },
): Listed<Made, Options> => ({ make, settings })

/** An entry without settings. */
export const plain = <Made>(make: () => Made): Listed<Made, object> => ({ make: () => make(), settings: {} })

/** The entry of an algorithm that takes its time. */
export const heavy = <Made, Options>(entry: Listed<Made, Options>, where: (problem: Problem) => Heavy): Listed<Made, Options> => ({
  ...entry,
  heavy: where,
})

/** The entry of a scheduler that is made for a sampler. */
export const bringing = <Made, Options>(sampler: string, entry: Listed<Made, Options>): Listed<Made, Options> => ({
  ...entry,
  brings: sampler,
})

/** From the end of a start-up design on; a model of fewer than four trials is quick. */
export const afterStartup = (startup: number): Heavy => ({ from: Math.max(4, startup), below: Infinity })

export const wholeFrom = (least: number): Setting => ({
  expected: `a whole number of at least ${least}`,
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= least,
})

export const finite: Setting = { expected: "a finite number", holds: Number.isFinite }

export const numberFrom = (least: number): Setting => ({
  expected: `a finite number of at least ${least}`,
  holds: (value) => Number.isFinite(value) && (value as number) >= least,
})

/** A number in (low, high). */
export const numberWithin = (low: number, high: number): Setting => ({
  expected: `a number between ${low} and ${high}`,
  holds: (value) => typeof value === "number" && value > low && value < high,
})

/** A number in [low, high]. */
export const inRange = (low: number, high: number): Setting => ({
  expected: `a number from ${low} to ${high}`,
  holds: (value) => typeof value === "number" && value >= low && value <= high,
})

export const oneOf = (names: readonly string[]): Setting => ({
  expected: `one of ${names.join(", ")}`,
  holds: (value) => typeof value === "string" && names.includes(value),
})

/** Names of parameters; which of them there are, the algorithm says. */
export const namesOf: Setting = {
  expected: "a list of names of parameters",
  holds: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
}
