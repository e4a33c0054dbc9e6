import type { Figure } from "../figure.ts"
import { bestSoFar } from "./best-so-far.ts"
import { terminatorPanel } from "./terminator-panel.ts"
import { timeline } from "./timeline.ts"

/** How the study went. */
export const history: readonly Figure[] = [
  { name: "history", panel: () => bestSoFar },
  { name: "timeline", panel: () => timeline },
  { name: "terminator", panel: () => terminatorPanel },
]
