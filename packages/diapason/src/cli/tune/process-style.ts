import { leafNames } from "@diapason/core"
import type { CommandStyle } from "@diapason/executors"
import { inputsOf } from "./inputs.ts"
import type { RunSettings } from "./run-settings.ts"
import type { Tuning } from "./wanted.ts"

/** How the values of a study reach its command. */
export const processStyle = ({ command, space }: Pick<Tuning, "command" | "space">, run: RunSettings): CommandStyle => ({
  ...run.processes,
  // What is started once cannot be given the values of a trial as words.
  ...(run.warm && { paramsVia: "none" as const }),
  command,
  leafNames: Object.fromEntries(leafNames(space).map(({ path, flag }) => [path, flag])),
  inputs: inputsOf(space),
})
