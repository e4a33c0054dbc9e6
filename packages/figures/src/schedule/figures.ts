import { laddersOf } from "@diapason/algorithms"
import { absent, type Figure } from "../figure.ts"
import { lineagePanel } from "./lineage-panel.ts"
import { parameterPanel } from "./parameter-panel.ts"
import { changing } from "./parameter-pieces.ts"
import { ratePanel } from "./rate-panel.ts"
import { rungPanel } from "./rung-panel.ts"

/** How evidence was shared out among trials. */
export const schedule: readonly Figure[] = [
  {
    name: "rungs",
    panel: ({ board: { ledger } }) =>
      laddersOf(ledger.definition) === undefined
        ? absent("rungs", rungPanel.asks, rungPanel.help, "This study has no rungs: a scheduler such as asha compares trials at them.")
        : rungPanel,
  },
  {
    name: "lineage",
    panel: () => lineagePanel,
    height: ({ board: { table } }) => Math.min(900, Math.max(240, 70 + 15 * table.size)),
  },
  {
    name: "over-time",
    panel({ board: { ledger }, choices }) {
      const known = changing(ledger)
      const parameter = known.find(({ name }) => name === choices["param"]) ?? known[0]
      const asks = "How did a parameter change over the training?"
      return parameter === undefined
        ? absent("over-time", asks, "", "No parameter changes in the course of a training.")
        : parameterPanel(parameter)
    },
  },
  { name: "schedule", panel: () => ratePanel },
]
