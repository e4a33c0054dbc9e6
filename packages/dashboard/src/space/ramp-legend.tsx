import { useEffect, useRef, useState } from "react"
import { useTheme } from "../app/theme.ts"
import { lookOf } from "../charts/look.ts"
import type { Axis } from "./parallel/axis.ts"
import { rampOf } from "./ramp.ts"

/** What colours mean: from the first to the last value of a column, or its words. */
export function RampLegend({ axis }: { readonly axis: Axis }) {
  const place = useRef<HTMLParagraphElement>(null)
  const { shown } = useTheme()
  const [colours, setColours] = useState<{ readonly ramp: readonly string[]; readonly words: readonly string[] }>({ ramp: [], words: [] })
  useEffect(() => {
    const look = lookOf(place.current!)
    setColours({ ramp: rampOf(look), words: look.categories })
  }, [shown])
  const { words } = axis.column
  return (
    <p ref={place} className="ramp-legend">
      <span>{axis.title}</span>
      {words === undefined ? (
        <>
          <span>{axis.column.kind === "metric" ? "worst" : "low"}</span>
          <span className="ramp" style={{ background: `linear-gradient(to right, ${colours.ramp.join(", ") || "transparent"})` }} />
          <span>{axis.column.kind === "metric" ? "best" : "high"}</span>
        </>
      ) : (
        words.slice(0, 8).map((word, i) => (
          <span key={word} className="ramp-word">
            <span style={{ background: colours.words[i] ?? "transparent" }} />
            {word}
          </span>
        ))
      )}
    </p>
  )
}
