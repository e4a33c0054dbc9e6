import { useState, type ReactNode } from "react"
import { PanelBoundary } from "./panel-boundary.tsx"

interface PlainPanelProps {
  readonly id: string
  readonly asks: string
  /** How to read it, and when it misleads. */
  readonly help?: string
  /** Beside the title. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** A panel of words and figures, without a picture: question, help, content. */
export function PlainPanel({ id, asks, help, controls, children }: PlainPanelProps) {
  const [helps, setHelps] = useState(false)
  return (
    <section id={`panel-${id}`} className="panel" aria-labelledby={`asks-${id}`}>
      <header>
        <h2 id={`asks-${id}`}>{asks}</h2>
        {controls}
        {help !== undefined && (
          <button
            type="button"
            className="quiet"
            aria-expanded={helps}
            aria-label={`How to read: ${asks}`}
            onClick={() => setHelps(!helps)}
          >
            ?
          </button>
        )}
      </header>
      {helps && <p className="help">{help}</p>}
      <PanelBoundary>{children}</PanelBoundary>
    </section>
  )
}
