import type { ECharts } from "echarts/core"
import { useNavigate } from "@tanstack/react-router"
import { useCallback, useMemo, useRef, useState } from "react"
import { PanelFrame } from "../panels/panel-frame.tsx"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import {
  type CurveLine,
  curvesPanel,
  directionOf,
  mostLines,
  rangeOf,
  shownLines,
  showNumber,
  smoothed,
  valueOfLine,
} from "@diapason/figures"
import { nearestLine } from "./nearest-line.ts"
import type { Lines } from "./use-lines.ts"

/** The curves of one metric: a line under the pointer is told and drawn bold, a click opens its trial. */
export function CurvesOfMetric({ metric, lines, height }: { readonly metric: string; readonly lines: Lines; readonly height: number }) {
  const { board } = useView()
  const [address, change] = useAddress()
  const navigate = useNavigate()
  const [tip, setTip] = useState<{ readonly x: number; readonly y: number; readonly text: string }>()
  const scale = address["y"] === "log" ? "log" : "value"
  const smoothing = Math.min(0.99, Math.max(0, Number(address["smooth"] ?? 0) || 0))
  const range = address["range"] === "all" ? "all" : "robust"
  const direction = directionOf(board.ledger.definition.objectives, metric)
  const shown = useMemo(() => shownLines(lines.lines, address["show"], direction), [lines, address["show"], direction])
  const panel = useMemo(
    () =>
      curvesPanel(metric, {
        lines: shown,
        all: lines.lines.length,
        scale,
        smoothing,
        range,
        ...(lines.picture !== undefined && { picture: lines.picture }),
      }),
    [metric, shown, lines, scale, smoothing, range],
  )
  const drawn = useMemo(() => shown.map((line) => ({ ...line, values: smoothed(line.values, smoothing) })), [shown, smoothing])
  const now = useRef<readonly CurveLine[]>(drawn)
  now.current = drawn
  const study = board.ledger.definition.name
  const ready = useCallback(
    (chart: ECharts) => {
      let under: CurveLine | undefined
      const find = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }): CurveLine | undefined => {
        if (!chart.containPixel("grid", [offsetX, offsetY])) return undefined
        const [x, y] = chart.convertFromPixel("grid", [offsetX, offsetY]) as [number, number]
        const [, above] = chart.convertFromPixel("grid", [offsetX, offsetY - 12]) as [number, number]
        const line = nearestLine(now.current, { x, y, within: Math.abs(above - y) })
        if (line !== undefined) setTip({ x: offsetX, y: offsetY, text: told(line, x) })
        return line
      }
      const show = (line: CurveLine | undefined): void => {
        if (line === undefined) setTip(undefined)
        if (line?.trial === under?.trial) return
        under = line
        chart.getZr().setCursorStyle(line === undefined ? "default" : "pointer")
        chart.setOption({ series: [{ id: "hover", data: line === undefined ? [] : line.steps.map((step, i) => [step, line.values[i]]) }] })
      }
      const move = (event: { offsetX: number; offsetY: number }): void => show(find(event))
      const leave = (): void => show(undefined)
      const click = (event: { offsetX: number; offsetY: number }): void => {
        const line = find(event)
        if (line !== undefined) void navigate({ to: "/s/$study/trials/$trial", params: { study, trial: String(line.trial) }, search: true })
      }
      const zr = chart.getZr()
      zr.on("mousemove", move)
      zr.on("globalout", leave)
      zr.on("click", click)
      return () => {
        if (chart.isDisposed()) return
        zr.off("mousemove", move)
        zr.off("globalout", leave)
        zr.off("click", click)
      }
    },
    [navigate, study],
  )
  const hidden = useMemo(() => rangeOf(shown, range).hidden, [shown, range])
  return (
    <div className="curves-of">
      <PanelFrame panel={panel} height={height} ready={ready} />
      {tip !== undefined && (
        <div className="curve-tip" aria-hidden="true" style={{ left: tip.x + 12, top: tip.y + 48 }}>
          {tip.text}
        </div>
      )}
      <p className="curve-notes">
        {smoothing > 0 && <span>Smoothed (weight {smoothing}); the raw values are not drawn. </span>}
        {hidden > 0 && (
          <span>
            {hidden} {hidden === 1 ? "value" : "values"} far from the others not drawn.{" "}
            <button type="button" className="link" onClick={() => change({ range: "all" }, true)}>
              Show all
            </button>{" "}
          </span>
        )}
        {lines.picture !== undefined ? (
          <span>All {lines.of} curves as their density, the best of them and those that run on top. </span>
        ) : (
          shown.length > mostLines && <span>{shown.length} lines as their density, the best 10 drawn on top. </span>
        )}
        {lines.picture === undefined && shown.length < lines.of && (
          <span>
            {shown.length} of {lines.of} curves.{" "}
          </span>
        )}
        {lines.reading && <span>More curves are read … </span>}
      </p>
    </div>
  )
}

function told({ trial, mark, steps, values }: CurveLine, x: number): string {
  const step = steps.reduce((near, one) => (Math.abs(one - x) < Math.abs(near - x) ? one : near), steps[0]!)
  return `#${trial} ${mark} · step ${step} · ${showNumber(valueOfLine(steps, values, step) ?? NaN)}`
}
