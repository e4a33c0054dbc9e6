import { z } from "zod"

const schema = z.literal("diapason.plot/1")
const lacks = z.strictObject({ says: z.string(), has: z.number().optional(), needs: z.number().optional() })

/** What `diapason plot --json` prints: the figures of a study, or the rows of one; numbers that are not finite are text. */
export const plot = z.union([
  z.strictObject({
    schema,
    study: z.string(),
    figures: z.array(z.strictObject({ figure: z.string(), asks: z.string(), lacks: lacks.optional() })),
  }),
  z.strictObject({
    schema,
    study: z.string(),
    figure: z.string(),
    asks: z.string(),
    lacks: lacks.optional(),
    /** The figure in a sentence. */
    summary: z.string().optional(),
    columns: z.array(z.string()),
    /** By row a value for each column; null where there is none. */
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    /** What was written. */
    file: z.string().optional(),
  }),
])
