interface IntervalStripProps {
  /** From above down: a dot, and a line where there is an interval. */
  readonly rows: readonly { readonly value: number; readonly interval: readonly [number, number] | undefined }[]
}

const [width, row, edge] = [320, 12, 8]

/** Values and their intervals on one axis, for the eye; the table beside it says the same to everybody. */
export function IntervalStrip({ rows }: IntervalStripProps) {
  const all = rows.flatMap(({ value, interval = [value, value] }) => [value, ...interval])
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (!(high > low)) return null
  const x = (value: number): number => edge + ((value - low) / (high - low)) * (width - 2 * edge)
  const height = row * rows.length
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={height} preserveAspectRatio="none" aria-hidden="true">
      {/* Whether the value that was seen lies within the intervals below it. */}
      <path
        d={`M${x(rows[0]!.value)} ${row / 2}V${height}`}
        style={{ stroke: "var(--faint)" }}
        strokeDasharray="2 3"
        vectorEffect="non-scaling-stroke"
      />
      {rows.map(({ value, interval }, i) => {
        const y = row * (i + 0.5)
        const color = i === 0 ? "var(--faint)" : "var(--accent)"
        return (
          <g key={i} style={{ stroke: color, fill: color }}>
            {interval !== undefined && (
              <path d={`M${x(interval[0])} ${y}H${x(interval[1])}`} strokeWidth="2" vectorEffect="non-scaling-stroke" />
            )}
            <path d={`M${x(value)} ${y - 4.5}V${y + 4.5}`} strokeWidth="4" vectorEffect="non-scaling-stroke" />
          </g>
        )
      })}
    </svg>
  )
}
