import { canonicalJson, fault, leafNames, leavesToday, type Ledger, type Trial } from "@diapason/core"
import { trialView } from "@diapason/views"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import { withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { valueText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { stateText, whyText } from "../text/trial-rows.ts"

/** Whether a word names a trial: `17`, `train#17`, `best`. */
export const meansTrial = (name: string): boolean => /^(.+#)?\d+$|^#\d+$|^(best|last)$/.test(name)

/** Trials of one study side by side, what differs between them first. Throws D140 for trials of several studies, D144. */
export function compareTrials(url: string, names: readonly string[], json: boolean, io: Io): Promise<number> {
  const asked = names.map(splitTrial)
  const [study, other] = [...new Set(asked.flatMap((one) => one.study ?? []))]
  if (other !== undefined) throw fault("D140", { flag: "compare", text: names.join(" "), expected: "trials of one study" })
  return withLedger(url, { study, trial: asked[0]?.trial }, (ledger) => {
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
