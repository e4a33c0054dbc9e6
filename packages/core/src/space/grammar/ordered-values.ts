/** Whether values are numbers in rising or falling order; then they have an order as a parameter too. */
export function orderedValues(values: readonly unknown[]): boolean {
  if (!values.every((value): value is number => typeof value === "number")) return false
  const rising = values.every((value, i) => i === 0 || value > values[i - 1]!)
  return rising || values.every((value, i) => i === 0 || value < values[i - 1]!)
}
