import { hasEnded, retention, type EventStore, type Judged, type KeepRules, type Ledger, type SavedState } from "@diapason/core"
import { foldersIn, isAddress, liesIn, sizeOnDisk, type FoundFolder } from "@diapason/executors"

/** Something of a trial that takes space, and why it stays or goes. */
export interface Item {
  readonly trial: number
  /** Absent for a folder that no event names. */
  readonly step?: number
  readonly path: string
  readonly bytes: number
  readonly why: string
}

/** What shall be removed of a study, and what not. */
export interface Plan {
  /** In the record, and no longer needed. */
  readonly states: readonly Item[]
  /** Not in the record, or no longer. */
  readonly folders: readonly Item[]
  readonly keep: readonly Item[]
  /** Bytes that stay over the quota. */
  readonly over: number
}

/** Looks at the files below `base` and says what may go. Changes nothing. */
export async function collect(store: EventStore, ledger: Ledger, base: string, rules: KeepRules): Promise<Plan> {
  const sizes = new Map<string, number>()
  const size = async (path: string): Promise<void> => void sizes.set(path, await sizeOnDisk(path).catch(() => 0))
  const recorded = ledger.trials.flatMap(({ checkpoints }) => checkpoints.map(({ path }) => path))
  const found = await foldersIn(base)
  for (const path of [...recorded.filter((one) => liesIn(one, base)), ...found.map((one) => one.path)]) await size(path)
  const sized = (judged: Judged): Item => {
    const { trial, step, path, why } = judged
    return { trial, step, path, bytes: sizes.get(path) ?? recordedSize(judged), why }
  }
  const { remove, keep, over } = retention(ledger, rules, (saved) => sizes.get(saved.path) ?? recordedSize(saved))
  const [ours, elsewhere] = [true, false].map((is) => remove.filter(({ path }) => (isAddress(path) || liesIn(path, base)) === is))
  const loose = await looseFolders(store, ledger, found, new Set(recorded))
  const item = ({ trial, path, why }: Omit<Item, "bytes">): Item => ({ trial, path, bytes: sizes.get(path) ?? 0, why })
  return {
    states: ours!.map(sized),
    folders: loose.filter(({ goes }) => goes).map(item),
    keep: [
      ...keep.map(sized),
      ...elsewhere!.map((one) => sized({ ...one, why: "it lies outside the folder of the study, and is its script's to delete" })),
      ...loose.filter(({ goes }) => !goes).map(item),
    ],
    over,
  }
}

/** What lies at an address has the size that the record says. */
const recordedSize = ({ path, bytes = 0 }: SavedState): number => (isAddress(path) ? bytes : 0)

interface Loose extends Omit<Item, "bytes"> {
  readonly goes: boolean
}

/**
 * The folders that the record does not know. Of a trial that may run, only what was once recorded may go, and of one that is running
 * nothing: what it has saved may not have been announced yet. What neither a helper has written nor an event has named is a script's own.
 */
async function looseFolders(
  store: EventStore,
  ledger: Ledger,
  found: readonly FoundFolder[],
  recorded: ReadonlySet<string>,
): Promise<readonly Loose[]> {
  const unknown = found.filter(({ path }) => ![...recorded].some((one) => one === path || liesIn(one, path) || liesIn(path, one)))
  if (unknown.length === 0) return []
  const named = await namedPaths(store, ledger.definition.name)
  const inherited = new Set(ledger.trials.flatMap((trial) => (hasEnded(trial) ? [] : [trial.parent?.path])))
  return unknown.map(({ trial: number, path, kind }): Loose => {
    const trial = ledger.trials[number]
    const stays = (why: string): Loose => ({ trial: number, path, why, goes: false })
    if (trial === undefined) return stays("the study has no such trial")
    if (trial.state === "running") return stays(`trial ${number} is running, and may be about to announce it`)
    if (inherited.has(path)) return stays("a trial was born with it")
    if (named.has(path)) return { trial: number, path, why: "it is in the record no longer", goes: true }
    if (kind === "unknown") return stays("no event names it and no helper has written it: it is the script's own")
    if (!hasEnded(trial)) return stays(`trial ${number} is ${trial.state}, and no event names it yet`)
    if (kind === "aside") return { trial: number, path, why: "it was being deleted", goes: true }
    return { trial: number, path, why: kind === "draft" ? "it was never finished" : "it was never announced", goes: true }
  })
}

async function namedPaths(store: EventStore, study: string): Promise<ReadonlySet<string>> {
  const named = new Set<string>()
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) if (event.kind === "trial.checkpointed") named.add(event.path)
  }
  return named
}
