/** The part of a space that holds what was best in earlier studies (Perrone et al. 2019, arXiv 1909.12552). */

/** One coordinate of it: an interval of [0, 1], or the categories that occurred. */
export type Side = { readonly low: number; readonly high: number } | { readonly levels: readonly number[] }

/**
 * The smallest box around `points`, each interval widened at both ends by a tenth of the unit interval, since the best of a new task may
 * lie a little beyond. `category` says which coordinates are levels; a negative or missing one, of a parameter that is not active, counts
 * for nothing, and where none counts the side is whole.
 */
export const boundingBox = (points: readonly (readonly (number | undefined)[])[], category: readonly boolean[]): readonly Side[] =>
  category.map((isCategory, c) => {
    const seen = points.flatMap((point) => (point[c] !== undefined && point[c] >= 0 ? [point[c]] : []))
    if (isCategory) return { levels: [...new Set(seen)].sort((a, b) => a - b) }
    if (seen.length === 0) return { low: 0, high: 1 }
    return { low: Math.max(0, Math.min(...seen) - margin), high: Math.min(1, Math.max(...seen) + margin) }
  })

const margin = 0.1
