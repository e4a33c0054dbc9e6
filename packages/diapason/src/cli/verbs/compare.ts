import { choose } from "@diapason/algorithms"
import { canonicalJson, fault, leafNames, leavesToday, readMind, type Ledger, type Trial } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { type Progress, bestWithin, costOf, progressOf, sharedObjective, trialView } from "@diapason/views"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { namesOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { clockText } from "../text/duration.ts"
import { numberText, valueText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { stateText, whyText } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** Studies side by side at equal budgets; or trials of one study, what differs between them first. */
export const compare = verb({
  args: "<names...>",
  example: "diapason compare 12 17",
  flags: { at: flags.at, target: flags.target, store: flags.store, dir: flags.dir, json: flags.json },
  async run(f, [words], io) {
    const names = words as readonly string[]
    if (names.length < 2) throw fault("D140", { flag: "compare", text: names.join(" "), expected: "at least two studies, or two trials" })
    const url = storeUrl(f, io.env)
    if (names.every(meansTrial)) return await compareTrials(url, names, f.json === true, io)
    const ledgers = await ledgersOf(url, names)
    const { metric, direction } = sharedObjective(ledgers)
    const by = f.at ?? "trials"
    const all = ledgers.map(progressOf)
    const budgets = budgetsOf(all, by)
    const rows = all.map((one) => ({ one, at: budgets.map((budget) => bestWithin(one, by, budget)) }))
    const toTarget = (one: Progress): number | undefined => (f.target === undefined ? undefined : costOf(one, by, f.target, direction))
    if (f.json === true) {
      const studies = rows.map(({ one, at }) => {
        const [best, needed] = [one.points.at(-1), toTarget(one)]
        const shown = { study: one.study, spent: one.spent, at: at.map((point) => point?.value ?? null) }
        return { ...shown, ...(best !== undefined && { best }), ...(needed !== undefined && { toTarget: needed }) }
      })
      const head = { schema: "diapason.compare/1", by, metric, direction, budgets, ...(f.target !== undefined && { target: f.target }) }
      io.out(JSON.stringify({ ...head, studies }))
    } else {
      const cost = (spent: number): string => (by === "time" ? clockText(spent) : `${spent} trials`)
      const titles = [
        metric,
        "best",
        ...budgets.map((budget) => `at ${cost(budget)}`),
        ...(f.target === undefined ? [] : [`to ${numberText(f.target)}`]),
      ]
      const body = rows.map(({ one, at }) => {
        const needed = toTarget(one)
        const target = f.target === undefined ? [] : [needed === undefined ? "not reached" : cost(needed)]
        return [one.study, ...[one.points.at(-1), ...at].map((point) => (point === undefined ? "—" : numberText(point.value))), ...target]
      })
      for (const line of table(
        titles.map((title, i) => ({ title, right: i > 0, keep: 9 - i })),
        body,
        io.width(),
      ))
        io.out(line)
    }
    return exit.done
  },
})

const meansTrial = (name: string): boolean => /^(.+#)?\d+$|^#\d+$|^(best|last)$/.test(name)

async function ledgersOf(url: string, names: readonly string[]): Promise<readonly Ledger[]> {
  const store = await openStore(url)
  try {
    const ledgers: Ledger[] = []
    for (const name of names) {
      const mind = await readMind(store, name, choose)
      if (mind === undefined) throw fault("D303", { study: name, known: await namesOf(store) })
      ledgers.push(mind.ledger)
    }
    return ledgers
  } finally {
    await store.close()
  }
}

/** A quarter, a half and all of what every one of them has spent. */
function budgetsOf(all: readonly Progress[], by: "trials" | "time"): readonly number[] {
  const least = Math.min(...all.map(({ spent }) => spent[by]))
  return [...new Set([0.25, 0.5, 1].map((share) => Math.floor(least * share)).filter((budget) => budget > 0))]
}

function compareTrials(url: string, names: readonly string[], json: boolean, io: Io): Promise<number> {
  const asked = names.map(splitTrial)
  const [study, other] = [...new Set(asked.flatMap((one) => one.study ?? []))]
  if (other !== undefined) throw fault("D140", { flag: "compare", text: names.join(" "), expected: "trials of one study" })
  return withLedger(url, study, (ledger) => {
    const trials = asked.map(({ trial }) => trialOf(ledger, trial))
    const { differs, same } = parted(ledger, trials)
    if (json) {
      const shown = trials.map(trialView)
      io.out(JSON.stringify({ schema: "diapason.compare/1", study: ledger.definition.name, differs, trials: shown }))
    } else for (const line of trialLines(ledger, trials, differs, same, io.width())) io.out(line)
    return exit.done
  })
}

const leafMaps = (ledger: Ledger, trials: readonly Trial[]): readonly ReadonlyMap<string, unknown>[] =>
  trials.map((trial) => new Map(leavesToday(ledger, trial).map(({ path, value }) => [path, value])))

/** The parameters in which the trials differ, and those in which they do not. */
function parted(ledger: Ledger, trials: readonly Trial[]): { readonly differs: readonly string[]; readonly same: readonly string[] } {
  const maps = leafMaps(ledger, trials)
  const paths = leafNames(ledger.space).map(({ path }) => path)
  const differ = (path: string): boolean => new Set(maps.map((values) => canonicalJson(values.get(path) ?? null))).size > 1
  return { differs: paths.filter(differ), same: paths.filter((path) => !differ(path)) }
}

function trialLines(
  ledger: Ledger,
  trials: readonly Trial[],
  differs: readonly string[],
  same: readonly string[],
  width: number,
): readonly string[] {
  const maps = leafMaps(ledger, trials)
  const row = (path: string): readonly string[] => [path, ...maps.map((values) => valueText(values.get(path) as never))]
  const views = trials.map(trialView)
  const metrics = [...new Set(views.flatMap(({ values }) => Object.keys(values)))]
  const rows = [
    ...differs.map((path) => [`≠ ${path}`, ...row(path).slice(1)]),
    ...metrics.map((name) => [name, ...views.map(({ values }) => valueText(values[name]))]),
    ["state", ...trials.map(stateText)],
    ["steps", ...views.map(({ steps }) => String(steps))],
    ...same.map(row),
    ["why", ...trials.map(whyText)],
  ]
  return table(
    [{ title: ledger.definition.name, keep: 9 }, ...trials.map(({ number }) => ({ title: `#${number}`, keep: 8, least: 12 }))],
    rows,
    width,
  )
}
