import { trackerKinds, type TrackerKind } from "@diapason/trackers"
import { z } from "zod"

/** What `track:` of the configuration may say: kinds of trackers by name, each with its place, or an object with that and settings. */
export const trackForm = z.strictObject(
  Object.fromEntries(trackerKinds.map((kind) => [kind.name, placeForm(kind).optional()])),
) as z.ZodType<Track>

/** Places by the name of their kind. */
export type Track = Readonly<Record<string, string | TrackSettings | undefined>>

type TrackSettings = { readonly to: string } & Readonly<Record<string, string | undefined>>

function placeForm({ expects, settings, misfit }: TrackerKind): z.ZodType {
  const to = z
    .string()
    .refine((text) => misfit(text) === undefined, { error: ({ input }) => `${misfit(String(input))} was expected` })
    .describe(expects)
  const more = Object.fromEntries(Object.entries(settings).map(([name, does]) => [name, z.string().min(1).optional().describe(does)]))
  return z.union([to, z.strictObject({ to, ...more })])
}
