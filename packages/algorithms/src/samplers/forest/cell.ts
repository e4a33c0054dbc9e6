/** Which trials are the same for a forest: a walk that comes back to a number that was tried, but for its last digits, learns nothing. */

/** Equal for rows of the cube that agree to about a thousandth in each number and in every level. */
export const cellOf = (row: Float64Array): string => row.map((u) => Math.round(u * grain)).join()

const grain = 1024
