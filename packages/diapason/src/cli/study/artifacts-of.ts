import type { EventStore, Ledger, Trial } from "@diapason/core"

/** A file that a trial has left, and where it is: a path of the machine that ran the trial, or an address. */
interface Artifact {
  readonly name: string
  readonly path: string
  readonly media?: string
}

/** The artifacts of a trial, of each name the newest. They stand in the log alone, after the trial's suggestion. */
export async function artifactsOf(store: EventStore, { definition }: Ledger, { number, basis }: Trial): Promise<readonly Artifact[]> {
  const found = new Map<string, Artifact>()
  for await (const batch of store.read(definition.name, basis)) {
    for (const event of batch) {
      if (event.kind !== "artifact.added" || event.trial !== number) continue
      const { name, path, media } = event
      found.set(name, { name, path, ...(media !== undefined && { media }) })
    }
  }
  return [...found.values()]
}
