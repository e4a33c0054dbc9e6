/** Levy (Laguna and Martí 2005), usually on [-10, 10]ᵈ: minimum 0 at (1, …, 1). */
export function levy(x: readonly number[]): number {
  const w = x.map((xi) => 1 + (xi - 1) / 4)
  const first = square(Math.sin(Math.PI * w[0]!))
  const middle = w.slice(0, -1).reduce((sum, wi) => sum + square(wi - 1) * (1 + 10 * square(Math.sin(Math.PI * wi + 1))), 0)
  const last = w[w.length - 1]!
  return first + middle + square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)))
}

const square = (x: number): number => x * x
