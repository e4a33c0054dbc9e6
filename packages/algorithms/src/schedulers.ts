import type { Scheduler } from "@diapason/core"
import { none } from "./schedulers/none.ts"
import { plain, type Listed } from "./setting.ts"

/** Every scheduler that a study can name. The laws run over this list: a new scheduler is a file, and a line here. */
export const schedulers: Readonly<Record<string, Listed<Scheduler, never>>> = {
  auto: plain(none),
  none: plain(none),
}
