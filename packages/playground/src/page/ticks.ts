/** Round numbers between two others, about `count` of them. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / count || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough
  const found: number[] = []
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)))
  return found
}

/** Powers of ten between two logarithms; every second or third where there are many; also halves of them where there are few. */
export function tenths(low: number, high: number): readonly number[] {
  const every = Math.max(1, Math.ceil((high - low) / 7))
  const found: number[] = []
  for (let e = Math.ceil(low / every) * every; e <= high; e += every) found.push(10 ** e)
  return found.length > 1 ? found : [...ticks(10 ** low, 10 ** high, 3)].filter((tick) => tick > 0)
}

/** A number for people: four digits at most, and small or large ones as powers. */
export function shown(value: number | undefined): string {
  if (value === undefined) return "none"
  const size = Math.abs(value)
  if (value !== 0 && (size < 1e-3 || size >= 1e5))
    return value
      .toExponential(size < 1 ? 0 : 1)
      .replace("e-", "e−")
      .replace("e+", "e")
  return String(Number(value.toPrecision(4))).replace("-", "−")
}
