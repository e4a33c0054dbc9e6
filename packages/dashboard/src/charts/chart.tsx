import type { ECharts, EChartsCoreOption } from "echarts/core"
import { useEffect, useRef, useState } from "react"
import { useTheme } from "../app/theme.ts"
import { asksMore } from "./asks-more.ts"
import { guarded, type Look } from "@diapason/figures"
import { lookOf } from "./look.ts"

interface ChartProps {
  /** Said to who does not see the picture. */
  readonly label: string
  /** In pixels, or another length of CSS. Room is kept before the engine is there. */
  readonly height: number | string
  readonly draw: (look: Look) => EChartsCoreOption
  /** Called with the engine's chart once it is there, for brushes and clicks; what it returns ends that. */
  readonly ready?: (chart: ECharts) => (() => void) | void
}

/** A chart in a figure. The engine is loaded when the first one is shown; without animation, so that live data does not swim. */
export function Chart({ label, height, draw, ready }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ECharts>()
  // A chart knows only what was loaded before it was made: layouts of bars and boxes would never run in an older one.
  const [more, setMore] = useState(false)
  // What is said of a mark is loaded when a pointer comes near.
  const [near, setNear] = useState(false)
  const { shown } = useTheme()
  useEffect(() => {
    let made: ECharts | undefined
    let gone = false
    const element = place.current!
    const watch = new ResizeObserver(() => made?.resize())
    void Promise.all([import("./engine.ts"), more ? import("./engine-more.ts") : undefined]).then(([{ init }]) => {
      if (gone) return
      made = init(element, undefined, { renderer: "canvas" })
      watch.observe(element)
      setChart(made)
    })
    return () => {
      gone = true
      watch.disconnect()
      made?.dispose()
      setChart(undefined)
    }
  }, [more])
  useEffect(() => {
    if (chart === undefined || place.current === null) return
    const option = pictureOf(draw, place.current)
    if (asksMore(option) && !more) setMore(true)
    else if (!chart.isDisposed()) chart.setOption(option, { notMerge: true })
  }, [chart, draw, shown, more, near])
  // One that was made anew in this very pass is gone already.
  useEffect(() => (chart === undefined || chart.isDisposed() ? undefined : (ready?.(chart) ?? undefined)), [chart, ready])
  return (
    <figure
      className="chart"
      role="img"
      aria-label={label}
      onPointerEnter={near ? undefined : () => void import("./engine-tips.ts").then(() => setNear(true))}
    >
      <div ref={place} style={{ height }} aria-hidden="true" />
    </figure>
  )
}

/** The engine's option with what all pictures share, in the colours around an element. */
export const pictureOf = (draw: (look: Look) => EChartsCoreOption, around: Element): EChartsCoreOption => {
  const look = lookOf(around)
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: look.font, color: look.text },
    ...guarded(draw(look)),
  }
}
