import { useEffect, useRef, useState } from "react"
import { useTheme } from "../app/theme.ts"
import { lookOf } from "../charts/look.ts"
import { rampOf } from "@diapason/figures"

interface LegendProps {
  readonly title: string
  /** What the first and the last colour stand for. */
  readonly ends: readonly [string, string]
  /** Of a category: each has a colour of its own. */
  readonly words?: readonly string[] | undefined
}

/** What colours mean: from one end of a ramp to the other, or word by word. */
export function RampLegend({ title, ends, words }: LegendProps) {
  const place = useRef<HTMLParagraphElement>(null)
  const { shown } = useTheme()
  const [colours, setColours] = useState<{ readonly ramp: readonly string[]; readonly words: readonly string[] }>({ ramp: [], words: [] })
  useEffect(() => {
    const look = lookOf(place.current!)
    setColours({ ramp: rampOf(look), words: look.categories })
  }, [shown])
  return (
    <p ref={place} className="ramp-legend">
      <span>{title}</span>
      {words === undefined ? (
        <>
          <span>{ends[0]}</span>
          <span className="ramp" style={{ background: `linear-gradient(to right, ${colours.ramp.join(", ") || "transparent"})` }} />
          <span>{ends[1]}</span>
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
