import { z } from "zod"

/** What `diapason serve --json` prints once it listens; `link` signs one browser in, once. */
export const serve = z.strictObject({ schema: z.literal("diapason.serve/1"), url: z.string(), link: z.string() })
