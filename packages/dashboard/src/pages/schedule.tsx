import { laddersOf, schedulerOf } from "@diapason/algorithms"
import { useMemo } from "react"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { ViewContext } from "../panels/view-context.ts"
import { ExportSchedule } from "../schedule/export-schedule.tsx"
import { changing, hasSchedules, isPopulation, lineagePanel, parameterPanel, ratePanel, rungPanel } from "@diapason/figures"
import { RungTable } from "../schedule/rung-table.tsx"
import { schedulerWords } from "../schedule/schedule-words.ts"
import { StopsTable } from "../schedule/stops-table.tsx"
import { useWholeView } from "../schedule/use-whole-view.ts"
import { WhatIf } from "../schedule/what-if.tsx"
import { useAddress } from "../selection/address.ts"

/** How evidence is shared out: rungs, populations, values that change in the course of a run. */
export default function Schedule() {
  const { view, read, reading } = useWholeView()
  const [address, change] = useAddress()
  const { board } = view
  const { ledger } = board
  const ladders = laddersOf(ledger.definition)
  const population = ["pbt", "pb2"].includes(schedulerOf(ledger.definition)) || isPopulation(ledger)
  const changes = population || ledger.trials.some((trial) => trial !== undefined && trial.updates.length > 0)
  const parameters = changing(ledger)
  const named = parameters.find(({ name }) => name === address["param"]) ?? parameters[0]
  const overTime = useMemo(() => (named === undefined ? undefined : parameterPanel(named)), [named])
  return (
    <ViewContext value={view}>
      <p className="lead">{schedulerWords(ledger.definition)}</p>
      {read !== undefined && (
        <p className="note">
          Curves of trials that have ended are not here.{" "}
          <button type="button" disabled={reading} onClick={read}>
            {reading ? "Reading the log …" : `Read the log (${ledger.seq} events)`}
          </button>
        </p>
      )}
      {ladders !== undefined && (
        <div className="panels">
          <PanelFrame panel={rungPanel} height={Math.min(420, 76 + 30 * rungsShown(board))} />
          <RungTable view={view} />
        </div>
      )}
      {changes && (
        <div className="panels">
          {population && <PanelFrame panel={lineagePanel} height={Math.min(720, Math.max(200, 70 + 15 * board.table.size))} />}
          <div className="panel-column">
            {overTime !== undefined && (
              <PanelFrame
                panel={overTime}
                controls={
                  <select aria-label="Parameter" value={named!.name} onChange={({ target }) => change({ param: target.value }, true)}>
                    {parameters.map(({ name }) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                }
              />
            )}
            {board.whole && <ExportSchedule ledger={ledger} />}
          </div>
        </div>
      )}
      {hasSchedules(view) && (
        <div className="panels">
          <PanelFrame panel={ratePanel} />
        </div>
      )}
      {ladders === undefined && !population && <StopsTable board={board} />}
      <div className="panels" style={{ marginTop: 12 }}>
        <WhatIf ledger={ledger} />
      </div>
    </ViewContext>
  )
}

const rungsShown = ({ ledger }: ReturnType<typeof useWholeView>["view"]["board"]): number =>
  laddersOf(ledger.definition)?.ladders.reduce((sum, { steps }) => sum + Math.min(8, steps.length), 0) ?? 0
