import { log } from "@diapason/math"

/** β after n stretches: what deviation is worth beside the mean, squared; c₁ = 0.2 and c₂ = 0.4 (Parker-Holder et al. 2020, section 4). */
export const exploration = (n: number): number => Math.max(0, 0.2 * log(0.4 * n))
