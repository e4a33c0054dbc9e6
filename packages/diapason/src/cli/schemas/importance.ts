import { importanceMethods } from "@diapason/algorithms"
import { importance as answered } from "@diapason/server/schemas"
import { z } from "zod"

/** What `diapason importance --json` prints. */
export const importance = answered.extend({ method: z.enum(importanceMethods) })
