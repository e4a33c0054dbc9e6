import { z } from "zod"

const source = z.strictObject({ cite: z.string(), year: z.int(), where: z.string() })

/** What `diapason baselines --json` prints. */
export const baselines = z.strictObject({
  schema: z.literal("diapason.baselines/1"),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      parameters: z.array(
        z.strictObject({
          name: z.string(),
          also: z.array(z.string()),
          range: z.string(),
          why: z.string(),
          spread: z.union([z.string(), z.number()]).optional(),
        }),
      ),
      starts: z.array(z.strictObject({ name: z.string(), values: z.record(z.string(), z.json()), source })),
      interactions: z.array(z.string()),
      scaling: z.strictObject({ rate: z.string(), size: z.string(), law: z.enum(["linear", "root"]), from: z.string() }).optional(),
    }),
  ),
})
