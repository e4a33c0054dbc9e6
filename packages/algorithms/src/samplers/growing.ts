/** The sizes at which a model is made anew while trials come in: most asks reuse what the last of them gave. */

/** The largest number up to n of the sequence that goes by ones to `single` and from there grows by one in `pace`, at least by one. */
export function growingSize(n: number, single: number, pace = 20): number {
  let size = Math.min(n, single)
  for (let next = size + 1; next <= n; next = size + Math.max(1, Math.floor(size / pace))) size = next
  return size
}
