import type { z } from "zod"

/** The documents that `--json` prints, by the verb that prints them. Loaded when one is asked for. */
export const schemas: Readonly<Record<string, () => Promise<z.ZodType>>> = {
  best: async () => (await import("./best.ts")).best,
}
