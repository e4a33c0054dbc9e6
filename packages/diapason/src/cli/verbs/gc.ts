import { fault, type EventStore, type Ledger, type Wanted } from "@diapason/core"
import { checkpointsOf } from "@diapason/executors"
import { collect, type Item, type Plan } from "../../host/collect.ts"
import { deleteState } from "../../host/delete-state.ts"
import { systemStudy } from "../../host/system-study.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { bytesText } from "../text/bytes.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** Frees the space of saved states that nobody needs. */
export const gc = verb({
  args: "[study]",
  example: "diapason gc --dry-run --quota 40GiB",
  flags: {
    dryRun: commonFlags.dryRun,
    keepBest: commonFlags.keepBest,
    quota: commonFlags.quota,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const { name } = ledger.definition
      const dir = dirOf(f)
      const rules = { ...(f.keepBest !== undefined && { best: f.keepBest }), ...(f.quota !== undefined && { quota: f.quota }) }
      const plan = await collect(store, ledger, checkpointsOf(dir, name), rules)
      const done = f.dryRun === true ? { removed: [...plan.states, ...plan.folders], failed: [] } : await remove(store, ledger, dir, plan)
      if (f.json === true)
        io.out(JSON.stringify({ schema: "diapason.gc/1", study: name, dryRun: f.dryRun === true, ...viewOf(plan, done) }))
      else print(plan, done, f.dryRun === true, io)
      return exit.done
    }),
})

interface Done {
  readonly removed: readonly Item[]
  readonly failed: readonly (Item & { readonly reason: string })[]
}

/** Out of the record first, so that no runner goes on from what is about to vanish; then from the disk. */
async function remove(store: EventStore, ledger: Ledger, dir: string, { states, folders }: Plan): Promise<Done> {
  const base = checkpointsOf(dir, ledger.definition.name)
  const gone = [...(states.length === 0 ? [] : await retired(store, ledger, dir, states)), ...folders]
  const removed: Item[] = []
  const failed: (Item & { reason: string })[] = []
  for (const item of gone) {
    await deleteState(item.path, base).then(
      () => removed.push(item),
      (error: unknown) => failed.push({ ...item, reason: (error as Error).message }),
    )
  }
  return { removed, failed }
}

/** Those that are still not needed when the record is written; a runner may have come meanwhile. */
async function retired(store: EventStore, { definition }: Ledger, dir: string, states: readonly Item[]): Promise<readonly Item[]> {
  const { budget: _, ...wanted } = definition
  const study = await systemStudy({ wanted: wanted satisfies Wanted, store, transfer: "off", dir })
  try {
    const session = await study.open()
    const planned = new Set(states.map(({ path }) => path))
    const gone = new Set((await session.retire({ best: 0 }, ({ path }) => planned.has(path))).map(({ path }) => path))
    await session.close("checkpoints were collected")
    return states.filter(({ path }) => gone.has(path))
  } finally {
    await study.close()
  }
}

const total = (items: readonly Item[]): number => items.reduce((sum, { bytes }) => sum + bytes, 0)

const viewOf = ({ keep, over }: Plan, { removed, failed }: Done): object => ({
  removed,
  kept: keep,
  ...(failed.length > 0 && { failed }),
  freed: total(removed),
  left: total(keep),
  ...(over > 0 && { over }),
})

function print({ keep, over }: Plan, { removed, failed }: Done, dry: boolean, io: Io): void {
  const row =
    (does: string) =>
    ({ trial, step, bytes, why, path }: Item): readonly string[] => [does, `#${trial}`, String(step ?? ""), bytesText(bytes), why, path]
  const rows = [...removed.map(row(dry ? "would go" : "gone")), ...keep.map(row("kept"))]
  if (rows.length > 0) for (const line of table(columns, rows, io.width())) io.out(line)
  for (const { trial, path, reason } of failed) io.err(`  note D217  ${fault("D217", { trial, path, reason }).words.what}`)
  const freed = `${bytesText(total(removed))} ${dry ? "would be freed" : "freed"} in ${removed.length}`
  io.out(`  ${freed}, ${bytesText(total(keep))} kept in ${keep.length}`)
  if (over > 0) io.out(`  ${bytesText(over)} over the quota: all that is left may be needed, for the reasons above`)
}

const columns = [
  { title: "", keep: 5 },
  { title: "trial", keep: 5 },
  { title: "step", right: true, keep: 4 },
  { title: "size", right: true, keep: 4 },
  { title: "why", keep: 3, least: 20 },
  { title: "path", keep: 2 },
]
