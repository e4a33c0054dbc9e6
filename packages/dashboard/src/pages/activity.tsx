import { changeColumns, changeWords, sideWords, wantedChanges } from "../activity/change-words.ts"
import { Proposals } from "../activity/proposals.tsx"
import { useActivity } from "../activity/use-activity.ts"
import { VerifyChain } from "../activity/verify-chain.tsx"
import { saveFile } from "../app/save-file.ts"
import { MomentLink } from "../history/moment-link.tsx"
import { useStudy, useStudyName } from "../live/use-study.ts"
import { csvOf, showTime } from "@diapason/figures"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { Wide } from "../panels/wide.tsx"

/** Rows that are drawn; the CSV has them all. */
const most = 500

/** Who changed what, when and why; and whether the record is as it was written. */
export default function Activity() {
  const study = useStudyName()
  const live = useStudy(study)?.board
  const { board } = useView()
  const [address, change] = useAddress()
  const all = useActivity(study, live?.whole === true, live?.ledger.seq ?? 0)
  const [who, kind] = [textOf(address["who"]), textOf(address["kind"])]
  const shown = wantedChanges(all ?? [], { who, kind, until: board.ledger.seq })
  const people = [...new Set((all ?? []).flatMap(({ by }) => (by === undefined ? [] : [by])))].sort()
  const kinds = [...new Set((all ?? []).map((one) => one.kind))].sort()
  return (
    <>
      <div className="bar-line">
        <Choice label="Who" value={who} options={people} choose={(next) => change({ who: next })} />
        <Choice label="What" value={kind} options={kinds} choose={(next) => change({ kind: next })} />
        <button
          type="button"
          className="push"
          disabled={shown.length === 0}
          onClick={() => saveFile(`${study}-activity.csv`.replace(/[^\w.-]+/g, "-"), "text/csv", csvOf({ columns: changeColumns }, shown))}
        >
          Save as CSV
        </button>
        <VerifyChain study={study} />
      </div>
      <Proposals study={study} proposals={live?.ledger.proposals ?? []} />
      {all === undefined ? (
        <p className="reading" role="status">
          Reading the log …
        </p>
      ) : shown.length === 0 ? (
        <p className="lack">{who === undefined && kind === undefined ? "No manual change yet." : "Nothing like that."}</p>
      ) : (
        <section className="panel" aria-labelledby="asks-activity">
          <header>
            <h2 id="asks-activity">Who changed what, and why?</h2>
          </header>
          <Wide label="Changes">
            <table className="rows">
              <thead>
                <tr>
                  {["position", "time", "who", "what", "why", "before → after"].map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, most).map((one) => (
                  <tr key={one.position}>
                    <td>
                      <MomentLink study={study} position={one.position}>
                        {one.position}
                      </MomentLink>
                    </td>
                    <td>{showTime(one.at)}</td>
                    <td>{one.by ?? "–"}</td>
                    <td>{changeWords(one)}</td>
                    <td>{one.why ?? ""}</td>
                    <td className="before-after">
                      {one.before !== undefined && `${sideWords(one.kind, one.before)} → `}
                      {one.kind === "change.proposed" ? "" : sideWords(one.kind, one.after)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          {shown.length > most && (
            <p className="note">
              The newest {most} of {shown.length}; the CSV has them all.
            </p>
          )}
        </section>
      )}
    </>
  )
}

const textOf = (value: string | number | undefined): string | undefined => (value === undefined ? undefined : String(value))

interface ChoiceProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly string[]
  readonly choose: (next: string | undefined) => void
}

const Choice = ({ label, value, options, choose }: ChoiceProps) => (
  <label>
    {label}{" "}
    <select value={value ?? ""} onChange={({ target }) => choose(target.value === "" ? undefined : target.value)}>
      <option value="">all</option>
      {[...new Set([...options, ...(value === undefined ? [] : [value])])].map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  </label>
)
