/** Rosenbrock 1960: a bent valley with its minimum of 0 at (1, …, 1). */
export const rosenbrock = (x: readonly number[]): number =>
  x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! * x[i]!) * (next - x[i]! * x[i]!) + (1 - x[i]!) * (1 - x[i]!), 0)
