/** One study on a table: a sampler asked and told, one trial at a time, until it has found what it was sent for. */
import { hypervolume, rng } from "@diapason/math"

/** The trial at which `reached` first held, its number from 1; `most` + 1 when it never did. Also the longest and the whole time of asking. */
export async function trialsUntil({ sampler, space, losses, objectives, seed, most, reached }) {
  const problem = { space, objectives, constraints: 0, seed, settings: {} }
  let state = sampler.init(problem)
  let [longest, total] = [0, 0]
  for (let number = 0; number < most; number++) {
    const before = performance.now()
    const given = await sampler.suggest(state, { number, pending: [], rng: (stream, fork) => rng(seed, number, stream, fork) })
    const spent = performance.now() - before
    longest = Math.max(longest, spent)
    total += spent
    if ("exhausted" in given) return { trials: number + 1, longest, total }
    const found = losses(given.flat)
    if (reached(found)) return { trials: number + 1, longest, total }
    state = sampler.observe(state, {
      number,
      flat: given.flat,
      outcome: { kind: "complete", losses: found.slice(0, objectives), violations: [] },
    })
  }
  return { trials: most + 1, longest, total }
}

/** A loss that only one configuration in `share` is as good as. */
export const among = (all, share) => all.map(([loss]) => loss).sort((a, b) => a - b)[Math.max(0, Math.ceil(all.length * share) - 1)]

/** Holds once the hypervolume of what was found is `share` of that of the whole front. The reference is the worst of the better half. */
export function frontReached(all, share) {
  const reference = [0, 1].map((m) => all.map((losses) => losses[m]).sort((a, b) => a - b)[m === 0 ? all.length >> 1 : all.length - 1])
  const wanted = share * hypervolume(frontOf(all), reference)
  return () => {
    let front = []
    return (losses) => {
      if (front.some((point) => point[0] <= losses[0] && point[1] <= losses[1])) return false
      front = frontOf([...front, losses])
      return hypervolume(front, reference) >= wanted
    }
  }
}

/** The points that no other is better than. */
function frontOf(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const front = []
  for (const point of sorted) if (front.length === 0 || point[1] < front.at(-1)[1]) front.push(point)
  return front
}
