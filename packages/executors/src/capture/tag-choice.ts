/** Which tags of TensorBoard are which metrics. */
interface TagChoice {
  /** Takes note of a tag in a run, the path of its folder below the one that is followed; empty for that folder itself. */
  seen(run: string, tag: string): void
  /** The metric that the tag is, if any. */
  metricOf(run: string, tag: string): string | undefined
}

/**
 * A metric is the tag of its name; of `run/tag` where there are several runs; else the one tag that ends with `/` and its name. Several
 * of these are none: `ambiguous` is then told once.
 */
export function tagChoice(names: readonly string[], ambiguous: (metric: string, tags: readonly string[]) => void): TagChoice {
  const tags = new Map<string, { readonly run: string; readonly tag: string }>()
  const told = new Set<string>()
  let chosen = new Map<string, string>()
  const choose = (name: string): string | undefined => {
    const fitting = [...tags].map(([full, { tag }]) => ({ full, rank: rankOf(name, full, tag) }))
    const best = Math.max(...fitting.map(({ rank }) => rank))
    const likeliest = best === 0 ? [] : fitting.filter(({ rank }) => rank === best).map(({ full }) => full)
    if (likeliest.length > 1 && !told.has(name)) {
      told.add(name)
      ambiguous(name, likeliest)
    }
    return likeliest.length === 1 ? likeliest[0] : undefined
  }
  return {
    seen(run, tag) {
      const full = fullTag(run, tag)
      if (tags.has(full)) return
      tags.set(full, { run, tag })
      chosen = new Map()
    },
    metricOf(run, tag) {
      if (chosen.size === 0)
        for (const name of names) {
          const full = choose(name)
          if (full !== undefined) chosen.set(full, name)
        }
      return chosen.get(fullTag(run, tag))
    },
  }
}

/** A tag with the run that it stands in. */
export const fullTag = (run: string, tag: string): string => (run === "" ? tag : `${run}/${tag}`)

/** Tags of the hyperparameters panel repeat a metric's last value and are meant only by their whole name. */
function rankOf(name: string, full: string, tag: string): number {
  if (name === full) return 3
  if (name === tag) return 2
  return full.endsWith(`/${name}`) && !tag.startsWith("hparam") ? 1 : 0
}
