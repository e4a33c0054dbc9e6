import { printParameter } from "./grammar/print-parameter.ts"
import type { SpaceJson } from "./parameter-json.ts"
import type { Space } from "./space.ts"

/** A space on one line: `lr log(1e-05, 0.1) · bs ordinal(16, 32, 64, 128)`. */
export const describeSpace = (space: Space): string =>
  Object.entries(space.json as unknown as SpaceJson)
    .map(([name, json]) => `${name} ${printParameter(json)}`)
    .join(" · ")
