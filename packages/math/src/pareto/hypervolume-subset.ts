/**
 * A subset of large hypervolume, greedily: at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978), as the hypervolume is
 * submodular. A point's last known gain bounds its gain now, so most are never looked at again.
 */
import { hypervolumeGain } from "./hypervolume.ts"

/**
 * The indices of min(k, n) of the `points` (n, M), in the order chosen: each time the one that adds most to the hypervolume with respect
 * to `reference` (M). Among equal gains the lowest index.
 */
export function hypervolumeSubset(points: readonly ArrayLike<number>[], reference: ArrayLike<number>, k: number): number[] {
  const chosen: number[] = []
  let candidates = points.map((point, index) => ({ index, gain: hypervolumeGain(point, [], reference) }))
  while (chosen.length < k && candidates.length > 0) {
    candidates.sort((a, b) => b.gain - a.gain || a.index - b.index)
    const best = largest(candidates, chosen, points, reference)
    chosen.push(best)
    candidates = candidates.filter((candidate) => candidate.index !== best)
  }
  return chosen
}

type Candidate = { readonly index: number; gain: number }

/** Brings gains up to date from the most promising down, until the next old gain is below the best new one. */
function largest(
  candidates: Candidate[],
  chosen: readonly number[],
  points: readonly ArrayLike<number>[],
  reference: ArrayLike<number>,
): number {
  const taken = chosen.map((index) => points[index]!)
  let best: Candidate | undefined
  for (const candidate of candidates) {
    if (best !== undefined && candidate.gain < best.gain) break
    candidate.gain = Math.min(candidate.gain, hypervolumeGain(points[candidate.index]!, taken, reference))
    if (best === undefined || candidate.gain > best.gain || (candidate.gain === best.gain && candidate.index < best.index)) best = candidate
  }
  return best!.index
}
