/** Eighths of a character, from one to eight. */
export const bars = "▁▂▃▄▅▆▇█"

/** A curve as bars, one character a value, at most `width` of them: the larger the value, the taller. Not finite: `·`. */
export function spark(values: readonly number[], width: number): string {
  const shown = values.length <= width ? values : Array.from({ length: width }, (_, i) => values[Math.floor((i * values.length) / width)]!)
  const finite = shown.filter(Number.isFinite)
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const height = (x: number): number => (high > low ? Math.min(7, Math.floor(((x - low) / (high - low)) * 8)) : 0)
  return shown.map((x) => (Number.isFinite(x) ? bars[height(x)] : "·")).join("")
}
