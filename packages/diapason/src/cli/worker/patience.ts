import { DiapasonError } from "@diapason/core"

/** What passes by itself: a store that is locked, or whose machine does not answer just now. Another address or file would not help. */
const passing: ReadonlySet<string> = new Set(["D401", "D409", "D435", "D438"])

export const passes = (error: unknown): error is DiapasonError => error instanceof DiapasonError && passing.has(error.code)

/** Milliseconds before the next try: twice as long each time, at most ten seconds, and never two workers in step. */
export const pauseBefore = (tries: number): number => Math.min(10_000, 250 * 2 ** tries) * (0.5 + Math.random() / 2)
