import { z } from "zod"

/** One value of a metric; what is not finite is a word. */
export const value = z.union([z.number(), z.enum(["nan", "inf", "-inf"])])

/** Values of metrics by name. */
export const values = z.record(z.string(), value)

/** A configuration: branches as `{ use, … }`, lists as arrays, inactive parameters absent. */
export const config = z.record(z.string(), z.json())

export const trialNumber = z.int().min(0)
