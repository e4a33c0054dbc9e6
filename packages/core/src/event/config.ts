import type { Json } from "./json.ts"

/** A configuration as a person writes it: branches as `{ use, … }`, lists as arrays, inactive parameters absent. */
export type Config = Readonly<Record<string, Json>>
