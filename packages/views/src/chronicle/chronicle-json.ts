import type { Json } from "@diapason/core"
import { createChronicle, type Chronicle, type Margin } from "./chronicle.ts"

/** A chronicle as JSON, to be kept beside the log it was folded from. */
export const chronicleJson = ({ trials, begun, ...rest }: Chronicle): Json =>
  ({ ...rest, trials: [...trials], begun: [...begun] }) as unknown as Json

/** The chronicle that was written; undefined where the JSON is none. */
export function chronicleFromJson(json: Json): Chronicle | undefined {
  const { seq, activity, trials, begun, ...rest } = json as Partial<Omit<Chronicle, "trials" | "begun">> & {
    readonly trials?: [number, Margin][]
    readonly begun?: [number, { session: string; at: number }][]
  }
  if (seq === undefined || activity === undefined || trials === undefined || begun === undefined) return undefined
  return { ...createChronicle(), ...rest, seq, activity, trials: new Map(trials), begun: new Map(begun) }
}
