/** Eighths of a character, from one to eight. */
export const bars = "▁▂▃▄▅▆▇█"

/**
 * A curve as bars, one character a value, at most `width` of them: the larger the value, the taller. Not finite: `·`. What is
 * missing is left out; of a long curve the value before it stands in, so that not all of it has to be read.
 */
export function spark(values: readonly (number | undefined)[], width: number): string {
  const at =
    values.length <= width ? values : Array.from({ length: width }, (_, i) => before(values, Math.floor((i * values.length) / width)))
  const shown = at.filter((value) => value !== undefined)
  const finite = shown.filter(Number.isFinite)
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const height = (x: number): number => (high > low ? Math.min(7, Math.floor(((x - low) / (high - low)) * 8)) : 0)
  return shown.map((x) => (Number.isFinite(x) ? bars[height(x)] : "·")).join("")
}

function before(values: readonly (number | undefined)[], index: number): number | undefined {
  let i = index
  while (i >= 0 && values[i] === undefined) i--
  return values[i]
}
