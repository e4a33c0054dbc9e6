import { useCallback, useMemo, useState } from "react"
import { Chart } from "../charts/chart.tsx"
import type { Look } from "../charts/look.ts"
import type { Panel } from "./panel.ts"
import { PanelBoundary } from "./panel-boundary.tsx"
import { PanelTable } from "./panel-table.tsx"
import { useView } from "./view-context.ts"

/** A panel on the page: question, help, menu, picture or table, and what stands there while something is lacking. */
export function PanelFrame<Row extends object>({ panel, height = 260 }: { readonly panel: Panel<Row>; readonly height?: number }) {
  const [shows, setShows] = useState<"picture" | "table">("picture")
  const [helps, setHelps] = useState(false)
  return (
    <section className="panel" aria-labelledby={`panel-${panel.id}`}>
      <header>
        <h2 id={`panel-${panel.id}`}>{panel.asks}</h2>
        <button type="button" aria-expanded={helps} aria-label={`How to read: ${panel.asks}`} onClick={() => setHelps(!helps)}>
          ?
        </button>
        <button type="button" aria-pressed={shows === "table"} onClick={() => setShows(shows === "table" ? "picture" : "table")}>
          table
        </button>
      </header>
      {helps && <p className="help">{panel.help}</p>}
      <PanelBoundary>
        <Content panel={panel} height={height} shows={shows} />
      </PanelBoundary>
    </section>
  )
}

interface ContentProps<Row extends object> {
  readonly panel: Panel<Row>
  readonly height: number
  readonly shows: "picture" | "table"
}

function Content<Row extends object>({ panel, height, shows }: ContentProps<Row>) {
  const view = useView()
  const lack = panel.lacks(view)
  const rows = useMemo(() => (lack === undefined ? panel.rows(view) : []), [panel, view, lack])
  const draw = useCallback((look: Look) => panel.draw(rows, view, look), [panel, rows, view])
  if (lack !== undefined) return <p className="lack">{lack.says}</p>
  if (shows === "table") return <PanelTable panel={panel} rows={rows} />
  return <Chart label={panel.summary(rows, view)} height={height} draw={draw} />
}
