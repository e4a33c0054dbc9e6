import { whichLines } from "@diapason/figures"
import { useMemo, useState } from "react"
import { useSlowly } from "../../panels/use-slowly.ts"
import { useView } from "../../panels/view-context.ts"
import { useNarrow } from "../../trials/use-narrow.ts"
import { BrushBar } from "./brush-bar.tsx"
import { ParallelBar } from "./parallel-bar.tsx"
import { ParallelPlot } from "./parallel-plot.tsx"
import { ParallelStrips } from "./parallel-strips.tsx"
import { RampLegend } from "../ramp-legend.tsx"
import { useParallel } from "./use-parallel.ts"

interface PanelProps {
  /** The axes when the address names none. */
  readonly usual?: readonly string[]
  /** The question above it. */
  readonly asks?: string
}

/** Which settings lead to good values: parallel axes with ranges to keep, or on a phone a strip a parameter. */
export function ParallelPanel({ usual, asks = "Which settings lead to good values?" }: PanelProps) {
  const view = useView()
  const { board, mask, kept } = view
  const parallel = useParallel(view, usual)
  const narrow = useNarrow()
  const [helps, setHelps] = useState(false)
  const size = board.table.size
  const focus = useMemo(() => whichLines(mask, 1, size, parallel.goodness, mostLines), [mask, size, parallel.goodness])
  const rest = useMemo(() => whichLines(mask, 0, size, parallel.goodness, mostRest), [mask, size, parallel.goodness])
  const summary = `${parallel.axes.length} axes, ${kept} of ${size} trials are kept.`
  const said = useSlowly(summary)
  return (
    <section id="panel-parallel" className="panel parallel-panel" aria-labelledby="asks-parallel">
      <header>
        <h2 id="asks-parallel">{asks}</h2>
        <ParallelBar parallel={parallel} />
        <button
          type="button"
          className="quiet"
          aria-expanded={helps}
          aria-label="How to read: parallel axes"
          onClick={() => setHelps(!helps)}
        >
          ?
        </button>
      </header>
      {helps && (
        <p className="help">
          Each line is a trial; it passes each axis at its value, and the lane below where the parameter was not active. Drag along an axis
          to keep a range, again to add another; drag its ends, or move them with the arrow keys; double click or Delete takes it away.
          Names can be dragged to other places. What is not kept stays grey, here and in every other panel. Lines that run together need not
          mean cause: a sampler that tries good regions more often draws more lines there.
        </p>
      )}
      {narrow ? (
        <ParallelStrips parallel={parallel} focus={focus} />
      ) : (
        <ParallelPlot parallel={parallel} focus={focus} rest={rest} summary={summary} />
      )}
      <div className="under-lines">
        <RampLegend
          title={parallel.colour.title}
          ends={parallel.colour.column.kind === "metric" ? ["worst", "best"] : ["low", "high"]}
          words={parallel.colour.column.words}
        />
        {focus.trials.length < focus.of && (
          <p className="note">
            showing {spaced(focus.trials.length)} of {spaced(focus.of)}, stratified by quantile; brush to see all inside
          </p>
        )}
      </div>
      <BrushBar />
      <p className="unseen" aria-live="polite">
        {said}
      </p>
    </section>
  )
}

const mostLines = 2000
const mostRest = 1000

/** `100 000`. */
const spaced = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, " ")
