import { baselineSign, baselinesOfTable, settingDifferences, spaceDifferences, type Board } from "@diapason/views"
import { Link } from "@tanstack/react-router"
import { useCallback, useMemo } from "react"
import { Fallen } from "../app/fallen.tsx"
import { Chart } from "../charts/chart.tsx"
import type { Look } from "@diapason/figures"
import { BudgetTable } from "../compare/budget-table.tsx"
import { ChooseStudies } from "../compare/choose-studies.tsx"
import { compared, type By, type Compared } from "../compare/compared.ts"
import { ecdfOption, progressOption } from "../compare/curves.ts"
import { DifferenceTable } from "../compare/difference-table.tsx"
import { Groups } from "../compare/groups.tsx"
import { useBoards } from "../compare/use-boards.ts"
import { useAddress } from "../selection/address.ts"

/** Studies beside each other: `?studies=a,b`. */
export default function Compare() {
  const [address, change] = useAddress()
  const chosen = useMemo(() => namesIn(address["studies"]), [address["studies"]])
  const boards = useBoards(chosen)
  const by: By = address["by"] === "time" ? "time" : "trials"
  const failed = boards.find((one): one is Error => one instanceof Error)
  const ready = boards.filter((one): one is Board => one !== undefined && !(one instanceof Error))
  return (
    <>
      <h1>Compare studies</h1>
      <ChooseStudies chosen={chosen} choose={(next) => change({ studies: next.map(encodeURIComponent).join(",") })} />
      {failed !== undefined && <Fallen error={failed} />}
      {chosen.length >= 2 && failed === undefined && ready.length < chosen.length && (
        <p className="reading" role="status">
          Reading the studies …
        </p>
      )}
      {ready.length >= 2 && ready.length === chosen.length && <Together boards={ready} by={by} setBy={(next) => change({ by: next })} />}
    </>
  )
}

interface TogetherProps {
  readonly boards: readonly Board[]
  readonly by: By
  readonly setBy: (by: By) => void
}

function Together({ boards, by, setBy }: TogetherProps) {
  const all = useMemo(() => compared(boards), [boards])
  const ledgers = boards.map(({ ledger }) => ledger)
  const names = ledgers.map(({ definition }) => definition.name)
  return (
    <>
      {"refused" in all ? (
        <p className="verdict bad" role="alert">
          {all.refused}
        </p>
      ) : (
        <>
          <Pictures all={all} boards={boards} by={by} setBy={setBy} />
          <div className="panels" style={{ margin: "12px 0" }}>
            <Groups all={all} boards={boards} by={by} />
          </div>
        </>
      )}
      <div className="panels">
        <DifferenceTable
          title="Which parameters differ?"
          studies={names}
          rows={spaceDifferences(ledgers)}
          none="They search the same space."
        />
        <DifferenceTable
          title="Which settings differ?"
          studies={names}
          rows={settingDifferences(ledgers)}
          none="They have the same settings."
        />
      </div>
      <p className="note">
        {names.map((study) => (
          <span key={study}>
            <Link to="/s/$study" params={{ study } as never} search={{} as never}>
              {study}
            </Link>{" "}
          </span>
        ))}
      </p>
    </>
  )
}

function Pictures({ all, boards, by, setBy }: TogetherProps & { readonly all: Compared }) {
  const progress = useCallback((look: Look) => progressOption(all, boards, by, look), [all, boards, by])
  const shares = useCallback((look: Look) => ecdfOption(all, boards, look), [all, boards])
  const best = all.progress.map(({ study, points }) => `${study} ${points.at(-1)?.value ?? "none"}`).join(", ")
  return (
    <>
      <div className="bar-line">
        <span className="choice" role="group" aria-label="Compared by">
          {(["trials", "time"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
              {one}
            </button>
          ))}
        </span>
      </div>
      <BudgetTable all={all} by={by} />
      <div className="panels">
        <section className="panel" aria-label="How did the best come down?">
          <header>
            <h2>
              How did the best {all.metric} come {all.direction === "minimize" ? "down" : "up"}?
            </h2>
          </header>
          <Chart label={`The best ${all.metric} of each study against ${by}: ${best}.`} height={280} draw={progress} />
          {boards.some(({ table }) => baselinesOfTable(table, all.metric).some(({ value }) => value !== undefined)) && (
            <p className="baseline-legend">
              <span aria-hidden="true">{baselineSign}</span> level of the best baseline of a study
            </p>
          )}
        </section>
        <section className="panel" aria-label="How good are all trials?">
          <header>
            <h2>How good are all trials?</h2>
          </header>
          <Chart
            label={`The share of ended trials that are as good as a value of ${all.metric}, for each study.`}
            height={280}
            draw={shares}
          />
        </section>
      </div>
    </>
  )
}

/** Names may hold commas: each is escaped by itself. */
function namesIn(text: string | number | undefined): readonly string[] {
  if (text === undefined || text === "") return []
  return [...new Set(String(text).split(",").filter(Boolean).map(unescaped))]
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
