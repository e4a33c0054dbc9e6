import { canonicalJson } from "../event/canonical.ts"
import type { Flat } from "./parameter.ts"

/** The one text of a configuration: canonical JSON of the active names and values, sorted by name. Equal texts, equal configurations. */
export const configKey = (flat: Flat): string => canonicalJson(flat)
