/** A curve as the path of a small picture, from its smallest to its largest value; empty below two numbers. Sizes in pixels. */
export function sparkPath(values: readonly (number | undefined)[], width: number, height: number): string {
  const points = values.flatMap((value, i) => (value !== undefined && Number.isFinite(value) ? [[i, value] as const] : []))
  if (points.length < 2) return ""
  const [low, high] = points.reduce(([low, high], [, value]) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  const across = width / Math.max(1, values.length - 1)
  const thin = Math.max(1, Math.floor(points.length / width))
  const kept = points.filter((_, i) => i % thin === 0 || i === points.length - 1)
  const y = (value: number): number => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height)
  return kept.map(([i, value], k) => `${k === 0 ? "M" : "L"}${(i * across).toFixed(1)} ${y(value).toFixed(1)}`).join("")
}
