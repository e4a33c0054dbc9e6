/**
 * How wide a kernel is, from the distance to its neighbours on one axis of the unit cube. Widths are clipped to [floor, 1].
 * `left` and `right` are the neighbouring centres, absent at an end; `n` counts the observations, the prior not among them.
 */
export interface Bandwidth {
  /** Whether the prior's centre ½ stands among the centres. */
  readonly priorAmongCentres: boolean
  gap(left: number | undefined, x: number, right: number | undefined): number
  floor(n: number): number
}

/** The wider of the two gaps; an end looks inward only, unless it is alone. Floor 1 % from 98 observations on. Optuna 5.0. */
export const neighbourGap: Bandwidth = {
  priorAmongCentres: false,
  gap(left, x, right) {
    if (left === undefined) return right === undefined ? Math.max(x, 1 - x) : right - x
    return right === undefined ? x - left : Math.max(x - left, right - x)
  },
  floor: (n) => 1 / Math.min(100, n + 2),
}

/** The wider of the two gaps, ends of the range and the prior's centre included; floor 3 %. Watanabe 2023, recommended setting. */
export const sentinelGap: Bandwidth = {
  priorAmongCentres: true,
  gap: (left, x, right) => Math.max(x - (left ?? 0), (right ?? 1) - x),
  floor: (n) => Math.max(0.03, 1 / ((n + 2) * (n + 2))),
}

/** The width itself: the gap, not under the floor and not over the whole range. */
export const clipWidth = (gap: number, floor: number): number => Math.min(1, Math.max(floor, gap))
