import { z } from "zod"

/** Values of metrics; what is not finite is a word. */
export const values = z.record(z.string(), z.union([z.number(), z.enum(["nan", "inf", "-inf"])]))

/** A configuration: branches as `{ use, … }`, lists as arrays, inactive parameters absent. */
export const config = z.record(z.string(), z.json())

export const trialNumber = z.int().min(0)
