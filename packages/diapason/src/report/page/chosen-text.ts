import type { Chosen } from "@diapason/core"
import { jsonText } from "./text.ts"

/** An algorithm with its settings: `tpe (candidates=48)`. */
export function chosenText({ type, ...settings }: Chosen): string {
  const said = Object.entries(settings).map(([name, value]) => `${name}=${jsonText(value)}`)
  return said.length === 0 ? String(type) : `${String(type)} (${said.join(", ")})`
}
