import type { Sampler } from "@diapason/core"
import { auto } from "./samplers/auto.ts"
import { random } from "./samplers/random.ts"
import { tpe } from "./samplers/tpe.ts"
import { presets } from "./samplers/tpe/preset.ts"
import { listed, numberWithin, oneOf, plain, wholeFrom, type Listed } from "./setting.ts"

/** Every sampler that a study can name. The laws run over this list: a new sampler is a file, and a line here. */
export const samplers: Readonly<Record<string, Listed<Sampler, never>>> = {
  auto: plain(auto),
  random: plain(random),
  tpe: listed(tpe, { preset: oneOf(Object.keys(presets)), candidates: wholeFrom(1), startup: wholeFrom(0), gamma: numberWithin(0, 1) }),
}
