import { leafNames, type Ledger } from "@diapason/core"
import type { CommandStyle } from "@diapason/executors"

/** How values reach the study's command, as its last runner has recorded it. */
export function recordedStyle({ sessions, space }: Ledger): Omit<CommandStyle, "command"> {
  const style = [...sessions.values()].findLast(({ facts }) => facts["style"] !== undefined)?.facts["style"] ?? {}
  return {
    ...(style as Omit<CommandStyle, "command">),
    leafNames: Object.fromEntries(leafNames(space).map(({ path, flag }) => [path, flag])),
  }
}
