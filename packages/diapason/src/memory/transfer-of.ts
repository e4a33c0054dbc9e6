import type { Transfer } from "@diapason/core"
import { z } from "zod"

/** How `transfer` is written in configuration files, over standard input, and by flags. */
export const transferForm = z
  .union([
    z.literal("off"),
    z.strictObject({
      from: z
        .union([z.string().min(1), z.array(z.string().min(1))])
        .optional()
        .describe("Names of studies, * stands for anything; same-space: every study of the store whose goal and space match (default)."),
      strength: z
        .union([z.enum(["auto", "off"]), z.number().min(0).max(1)])
        .optional()
        .describe("How much of it counts at the beginning, from 0 to 1; auto is the sampler's own judgement. It fades."),
      max_studies: z.int().min(1).max(20).optional(),
      map: z.record(z.string().min(1), z.string().min(1)).optional().describe("Names there, with those of today: { learning_rate: lr }."),
    }),
  ])
  .describe("What earlier studies teach this one as it begins; off: nothing.")

/** What is known of the data, in numbers: `{ rows: 150, columns: 4, classes: 3 }`. */
export const factsForm = z.record(z.string().min(1), z.number()).describe("What is known of the data: rows, columns, classes.")

/** What is asked for, in the words of the library; undefined where nothing is said. */
export function transferOf(form: z.infer<typeof transferForm> | undefined): Transfer | "off" | undefined {
  if (form === undefined) return undefined
  if (form === "off" || form.strength === "off") return "off"
  const { from, strength, max_studies: maxStudies, map } = form
  return {
    ...(from !== undefined && { from: [from].flat() }),
    ...(strength !== undefined && { strength }),
    ...(maxStudies !== undefined && { maxStudies }),
    ...(map !== undefined && { map }),
  }
}
