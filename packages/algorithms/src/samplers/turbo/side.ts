/**
 * The side of a trust region, in units of the cube, with what it is judged by: it doubles after three successes in a row and halves after
 * too many failures in a row (Eriksson et al. 2019, TuRBO, section 2 and appendix). Trials count one by one,
 * however many run at once.
 */
export interface Side {
  readonly length: number
  /** Successes in a row since the last change. */
  readonly successes: number
  /** Failures in a row since the last change. */
  readonly failures: number
}

/** Where a region begins. */
export const firstSide: Side = { length: 0.8, successes: 0, failures: 0 }

/** After one more trial; `patience` failures in a row are one too many. */
export function judged({ length, successes, failures }: Side, success: boolean, patience: number): Side {
  if (success && successes + 1 < enough) return { length, successes: successes + 1, failures: 0 }
  if (success) return { length: Math.min(2 * length, longest), successes: 0, failures: 0 }
  if (failures + 1 < patience) return { length, successes: 0, failures: failures + 1 }
  return { length: length / 2, successes: 0, failures: 0 }
}

/** Whether the region is too small to go on with. */
export const isSpent = ({ length }: Side): boolean => length < shortest

const enough = 3

const longest = 1.6

/** 2⁻⁷: the seventh halving ends a region that never grew. */
const shortest = 0.0078125
