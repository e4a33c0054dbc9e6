import type { ECharts } from "echarts/core"
import { useNavigate } from "@tanstack/react-router"
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react"
import { Menu, type MenuItem } from "../app/menu.tsx"
import { saveFile } from "../app/save-file.ts"
import { BaselineLegend } from "../charts/baseline-legend.tsx"
import { Chart } from "../charts/chart.tsx"
import { csvOf, type Look, marksBaselines, type Panel, shownBaselines, withBaselines } from "@diapason/figures"
import { Lacking } from "./lacking.tsx"
import { PanelBoundary } from "./panel-boundary.tsx"
import { PanelTable } from "./panel-table.tsx"
import type { StudyView } from "./study-view.ts"
import { useSlowly } from "./use-slowly.ts"
import { useView } from "./view-context.ts"

interface PanelFrameProps<Row extends object> {
  readonly panel: Panel<Row>
  /** Of the picture, in pixels. */
  readonly height?: number
  /** Choices of this panel (scales, axes), beside its title. */
  readonly controls?: ReactNode
  /** For brushes and clicks of its own; hold it with `useCallback`. */
  readonly ready?: (chart: ECharts) => (() => void) | void
}

/**
 * A panel on the page: question, help, menu (table, CSV, SVG, PNG, address, full screen), picture or table, and what stands there while
 * something is lacking. A click on a mark opens its trial: marks of a series with the id `rows` are the rows in their order, others may carry
 * `trial` in their data.
 */
export function PanelFrame<Row extends object>({ panel, height = 240, controls, ready }: PanelFrameProps<Row>) {
  const [table, setTable] = useState(false)
  const [helps, setHelps] = useState(false)
  const [full, setFull] = useState(false)
  const section = useRef<HTMLElement>(null)
  const view = useView()
  useEffect(() => {
    if (!full) return
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setFull(false)
    }
    addEventListener("keydown", leave)
    return () => removeEventListener("keydown", leave)
  }, [full])
  const items: readonly MenuItem[] = [
    { text: "As a table", checked: table, run: () => setTable(!table) },
    { text: "Save as CSV", run: () => saveCsv(panel, view) },
    { text: "Save as SVG", run: () => void save("svg", panel, view, section.current!) },
    { text: "Save as PNG", run: () => void save("png", panel, view, section.current!) },
    { text: "Copy address", run: () => void navigator.clipboard.writeText(`${location.href.split("#")[0]}#panel-${panel.id}`) },
    { text: "Full screen", checked: full, run: () => setFull(!full) },
  ]
  return (
    <section ref={section} id={`panel-${panel.id}`} className={full ? "panel full" : "panel"} aria-labelledby={`asks-${panel.id}`}>
      <header>
        <h2 id={`asks-${panel.id}`}>{panel.asks}</h2>
        {controls}
        {full && (
          <button type="button" className="quiet" onClick={() => setFull(false)}>
            leave full screen
          </button>
        )}
        <button
          type="button"
          className="quiet"
          aria-expanded={helps}
          aria-label={`How to read: ${panel.asks}`}
          onClick={() => setHelps(!helps)}
        >
          ?
        </button>
        <Menu label={`More of: ${panel.asks}`} sign="⋯" items={items} />
      </header>
      {helps && <p className="help">{panel.help}</p>}
      <PanelBoundary>
        <Content panel={panel} height={full ? "calc(100vh - 120px)" : height} table={table} ready={ready} />
      </PanelBoundary>
    </section>
  )
}

interface ContentProps<Row extends object> {
  readonly panel: Panel<Row>
  readonly height: number | string
  readonly table: boolean
  readonly ready: PanelFrameProps<Row>["ready"]
}

function Content<Row extends object>({ panel, height, table, ready }: ContentProps<Row>) {
  const view = useView()
  const navigate = useNavigate()
  const lack = panel.lacks(view)
  const lacks = lack !== undefined
  const rows = useMemo(() => (lacks ? [] : panel.rows(view)), [panel, view, lacks])
  const baselines = useMemo(() => shownBaselines(view), [view])
  const [marked, setMarked] = useState(false)
  const draw = useCallback(
    (look: Look) => {
      const option = withBaselines(panel.draw(rows, view, look), baselines, look)
      setMarked(marksBaselines(option))
      return option
    },
    [panel, rows, view, baselines],
  )
  const summary = lacks ? "" : panel.summary(rows, view)
  const said = useSlowly(summary)
  const newest = useRef(rows)
  newest.current = rows
  const study = view.board.ledger.definition.name
  const listen = useCallback(
    (chart: ECharts) => {
      const click = ({ seriesId, dataIndex, data }: Clicked): void => {
        const trial = data?.trial ?? (seriesId === "rows" ? panel.trialOf?.(newest.current[dataIndex ?? -1]!) : undefined)
        if (trial !== undefined) void navigate({ to: `/s/${encodeURIComponent(study)}/trials/${trial}`, search: true as never })
      }
      chart.on("click", click as never)
      const end = ready?.(chart)
      return () => {
        if (!chart.isDisposed()) chart.off("click", click as never)
        end?.()
      }
    },
    [panel, ready, navigate, study],
  )
  if (lack !== undefined) return <Lacking lack={lack} />
  return (
    <>
      {table ? <PanelTable panel={panel} rows={rows} /> : <Chart label={summary} height={height} draw={draw} ready={listen} />}
      {marked && !table && <BaselineLegend baselines={baselines} />}
      <p className="unseen" aria-live="polite">
        {said}
      </p>
    </>
  )
}

/** What the engine says of a click. */
interface Clicked {
  readonly seriesId?: string
  readonly dataIndex?: number
  readonly data?: { readonly trial?: number }
}

const fileOf = ({ id }: { readonly id: string }, { board }: StudyView): string =>
  `${board.ledger.definition.name}-${id}`.replace(/[^\w.-]+/g, "-")

function saveCsv<Row extends object>(panel: Panel<Row>, view: StudyView): void {
  const rows = panel.lacks(view) === undefined ? panel.rows(view) : []
  saveFile(`${fileOf(panel, view)}.csv`, "text/csv", csvOf(panel, rows))
}

async function save<Row extends object>(kind: "svg" | "png", panel: Panel<Row>, view: StudyView, around: Element): Promise<void> {
  const { savePicture } = await import("../charts/save-picture.ts")
  const rows = panel.lacks(view) === undefined ? panel.rows(view) : []
  const { type, body } = await savePicture(kind, (look) => withBaselines(panel.draw(rows, view, look), shownBaselines(view), look), around)
  saveFile(`${fileOf(panel, view)}.${kind}`, type, body)
}
