import { z } from "zod"

/** A time as people write it. */
export const durationForm = z.string().regex(/^(\d+(\.\d+)?(ms|s|m|h|d))+$/, "a duration such as 90s, 20m or 1h30m was expected")
