import type { Figure } from "../figure.ts"
import { bestSoFarWith } from "./best-so-far.ts"
import { rerunFor } from "./rerun-for.ts"
import { terminatorPanel } from "./terminator-panel.ts"
import { timeline } from "./timeline.ts"

/** How the study went. */
export const history: readonly Figure[] = [
  { name: "history", panel: ({ board }) => bestSoFarWith(() => rerunFor(board)) },
  { name: "timeline", panel: () => timeline },
  { name: "terminator", slow: terminatorPanel, panel: () => terminatorPanel },
]
