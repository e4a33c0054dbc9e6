/** Directions spread evenly over the simplex of M objectives (Das & Dennis 1998): all ways to share p parts among them. */

/** The C(M + p − 1, p) points, each M shares that are multiples of 1/p and sum to 1, the last objective's share first. */
export function referencePoints(objectives: number, divisions: number): number[][] {
  const points: number[][] = []
  const share = (parts: readonly number[], left: number): void => {
    if (parts.length === objectives - 1) points.push([...parts, left].map((part) => part / divisions))
    else for (let part = 0; part <= left; part++) share([...parts, part], left - part)
  }
  share([], divisions)
  return points
}

/** C(M + p − 1, p), rounded above 2⁵³. */
export function referenceCount(objectives: number, divisions: number): number {
  let count = 1
  for (let m = 1; m < objectives; m++) count = Math.round((count * (divisions + m)) / m)
  return count
}

/** The largest p of which there are at most `most` points; 1 when there is none, or a single objective. */
export function divisionsWithin(objectives: number, most: number): number {
  let divisions = 1
  if (objectives > 1) while (referenceCount(objectives, divisions + 1) <= most) divisions++
  return divisions
}
