import type { Figure } from "./figure.ts"
import { history } from "./history/figures.ts"
import { curves } from "./curves/figures.ts"
import { schedule } from "./schedule/figures.ts"
import { space } from "./space/figures.ts"
import { tradeoffs } from "./tradeoffs/figures.ts"
import { edfPanel } from "./distribution/edf-panel.ts"

/** Every figure that can be asked for by name, in the order in which they are listed: a new one is a file, and a line in its room's list. */
export const figures: readonly Figure[] = [
  ...history,
  { name: "edf", panel: () => edfPanel },
  ...curves,
  ...space,
  ...tradeoffs,
  ...schedule,
]
