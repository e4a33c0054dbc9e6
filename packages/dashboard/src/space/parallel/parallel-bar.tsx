import { useMemo } from "react"
import { columnNamed } from "@diapason/views"
import { useView } from "../../panels/view-context.ts"
import { useAddress } from "../../selection/address.ts"
import { Choice, type Option } from "../choice.tsx"
import { comparedSteps } from "./step-column.ts"
import { topRange, topShares } from "./top-share.ts"
import { useBrushes } from "./use-brushes.ts"
import type { Parallel } from "./use-parallel.ts"

/** The choices of the parallel axes: step, scale, colour, top share, and the axes that were taken away. */
export function ParallelBar({ parallel }: { readonly parallel: Parallel }) {
  const { board, choices: address } = useView()
  const [, change] = useAddress()
  const [brushes, write] = useBrushes()
  const { table, ledger } = board
  const objective = ledger.definition.objectives[0]!
  const steps = useMemo(() => comparedSteps(board), [board])
  const shown = parallel.axes.map(({ column }) => column.name)
  const columns = table.columns.filter(({ kind, words }) => kind !== "fact" && words?.length !== 1)
  const away = columns.filter(({ name }) => !shown.includes(name))
  const own = parallel.axes.filter(({ brushes: kept }) => kept).map(({ column }) => column.name)
  const setTop = (share: string): void => {
    const range =
      share === "" ? undefined : topRange(columnNamed(table, objective.metric)!.values.slice(0, table.size), objective, Number(share))
    write(objective.metric, range === undefined ? [] : [range])
  }
  return (
    <div className="panel-choices">
      {steps.length > 0 && (
        <Choice
          label="step"
          value={String(address["step"] ?? "")}
          set={(step) => change({ step })}
          options={[["", "last"], ...steps.map(pair)]}
        />
      )}
      <Choice
        label={objective.metric}
        value={parallel.scale}
        set={(scale) => change({ scale: scale === "linear" ? undefined : scale })}
        options={scales}
      />
      <Choice
        label="colour"
        value={parallel.colour.column.name}
        set={(colour) => change({ colour: colour === objective.metric ? undefined : colour })}
        options={columns.map(({ name }) => [name, name])}
      />
      <Choice
        label="top"
        value={topNow(brushes.get(objective.metric)?.[0], table, objective)}
        set={setTop}
        options={[["", "all"], ...topShares.map((share) => [String(share), `${100 * share} %`] as const)]}
      />
      {away.length > 0 && (
        <Choice
          label="axis"
          value=""
          set={(name) => change({ axes: [...own, name].join(",") })}
          options={[["", "add …"], ...away.map(({ name }) => pair(name))]}
        />
      )}
      {(address["axes"] !== undefined || address["flip"] !== undefined) && (
        <button type="button" className="quiet" onClick={() => change({ axes: undefined, flip: undefined })}>
          reset axes
        </button>
      )}
    </div>
  )
}

const scales: readonly Option[] = [
  ["linear", "linear"],
  ["log", "log"],
  ["rank", "rank"],
]
const pair = (value: string | number): Option => [String(value), String(value)]

function topNow(
  range: readonly [number, number] | undefined,
  table: Parameters<typeof columnNamed>[0],
  objective: Parameters<typeof topRange>[1],
): string {
  if (range === undefined) return ""
  const values = columnNamed(table, objective.metric)!.values.slice(0, table.size)
  const [k, open] = objective.direction === "minimize" ? ([1, -Infinity] as const) : ([0, Infinity] as const)
  if (range[1 - k] !== open) return ""
  const near = topShares.find((share) => Math.abs((topRange(values, objective, share)?.[k] ?? NaN) / range[k]! - 1) < 1e-4)
  return near === undefined ? "" : String(near)
}
