import type { Config } from "../event/config.ts"
import { fill, type Filler } from "./flatten.ts"
import type { Flat } from "./parameter.ts"
import { mended } from "./network/mended.ts"
import { planOf } from "./plan-of.ts"
import { primitivesOf } from "./primitives-of.ts"
import type { Space } from "./space.ts"
import { fromUnit } from "./unit.ts"

/**
 * A whole configuration from a part of one: what is missing takes its default, else the centre of its range (of a choice, which
 * has none, the first value). Throws D112, D113, D116 as `flatten` does. The constraints are not looked at.
 */
export const withDefaults = (space: Space, config: Config): Flat =>
  mended(space, fill(planOf(space), primitivesOf(planOf(space).shape, config), usualValue))

/** The configuration of defaults and centres. */
export const defaultFlat = (space: Space): Flat => withDefaults(space, {})

/** What stands for a parameter that nobody speaks of: its default, else the centre of its range; of a choice the first value. */
export const usualValue: Filler = (parameter) =>
  "default" in parameter ? parameter.default! : fromUnit(parameter, parameter.kind === "choice" ? 0 : 0.5)
