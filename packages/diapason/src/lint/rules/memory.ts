import { flatToday } from "@diapason/core"
import { finding, short, type Rule } from "../finding.ts"

/** Upper parts of a range that have only ever run out of memory: three trials there, and none that fitted. */
export const memory: Rule = ({ ledger }) => {
  if (ledger === undefined) return []
  const { space, trials, finished } = ledger
  const ended = finished.map((n) => trials[n]!).map((trial) => ({ trial, flat: flatToday(ledger, trial) ?? {} }))
  return space.parameters.flatMap(({ name: parameter, kind }) => {
    if (kind !== "int" && kind !== "float" && kind !== "ordinal") return []
    const valuesOf = (oom: boolean): readonly number[] =>
      ended
        .filter(({ trial }) => (oom ? trial.state === "failed" && trial.failure.kind === "oom" : trial.state !== "failed"))
        .map(({ flat }) => Number(flat[parameter]))
        .filter(Number.isFinite)
    const most = Math.max(...valuesOf(false))
    const beyond = valuesOf(true).filter((value) => value > most)
    if (!Number.isFinite(most) || beyond.length < 3 || valuesOf(true).some((value) => value <= most)) return []
    return [finding("D131", "hint", { parameter, value: short(Math.min(...beyond)), most: short(most) }, { parameter })]
  })
}
