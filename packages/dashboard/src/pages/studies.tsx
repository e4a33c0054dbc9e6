import { Link } from "@tanstack/react-router"
import { useMemo } from "react"
import { Command } from "../actions/copied.tsx"
import { Fallen } from "../app/fallen.tsx"
import { useStudies, type StudyLine } from "../live/use-studies.ts"
import { useAddress } from "../selection/address.ts"
import { StudyRow } from "../studies/study-row.tsx"
import { orders, studyRows, type Order } from "../studies/study-rows.ts"

/** All studies of the store: which run, how good they are, what they have spent. */
export default function Studies() {
  const { data, error } = useStudies()
  if (error !== null && data === undefined) return <Fallen error={error} />
  if (data === undefined)
    return (
      <p className="reading" role="status">
        Reading the studies …
      </p>
    )
  return (
    <>
      <h1 className="unseen">Studies</h1>
      {error !== null && <Fallen error={error} />}
      {data.length === 0 ? <NoStudy /> : <StudyTable studies={data} />}
    </>
  )
}

function StudyTable({ studies }: { readonly studies: readonly StudyLine[] }) {
  const [address, change] = useAddress()
  const [order, down] = orderOf(address["sort"])
  const filter = address.q ?? ""
  const picked = useMemo(() => new Set(address["studies"] === undefined ? [] : String(address["studies"]).split(",")), [address["studies"]])
  const rows = useMemo(() => studyRows(studies, filter, order, down), [studies, filter, order, down])
  const now = Date.now()
  const pick = (study: string): void => {
    const next = new Set(picked)
    if (!next.delete(study)) next.add(study)
    change({ studies: [...next].join(",") || undefined }, true)
  }
  return (
    <>
      <div className="studies-bar">
        <input
          data-filter=""
          type="search"
          aria-label="Filter the studies"
          placeholder="filter: running, a name, a metric, a note …"
          value={filter}
          onChange={(event) => change({ q: event.target.value === "" ? undefined : event.target.value }, true)}
          onKeyDown={(event) => {
            if (event.key === "Escape") change({ q: undefined }, true)
          }}
        />
        <span className="kept" role="status">
          {rows.length === studies.length
            ? `${studies.length} ${studies.length === 1 ? "study" : "studies"}`
            : `${rows.length} of ${studies.length} studies`}
        </span>
        <span className="gap" />
        {picked.size < 2 ? (
          <span className="kept">{picked.size === 1 ? "select one more to compare" : ""}</span>
        ) : (
          <Link className="button" to="/compare" search={{ studies: [...picked].join(",") } as never}>
            Compare {picked.size}
          </Link>
        )}
      </div>
      <div className="studies-scroll">
        <table className="studies">
          <thead>
            <tr>
              <th scope="col" className="pick">
                <span className="unseen">Select</span>
              </th>
              {columns.map(({ title, by }) => (
                <th key={title} scope="col" aria-sort={by === order ? (down ? "descending" : "ascending") : undefined} className={title}>
                  {by === undefined ? (
                    title
                  ) : (
                    <button
                      type="button"
                      className="quiet"
                      onClick={() =>
                        change(
                          { sort: by === order ? `${down ? "" : "-"}${by}` : `${by === "updated" || by === "trials" ? "-" : ""}${by}` },
                          true,
                        )
                      }
                    >
                      {title} <span aria-hidden="true">{by === order ? (down ? "↓" : "↑") : ""}</span>
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => (
              <StudyRow key={line.study} line={line} now={now} picked={picked.has(line.study)} pick={() => pick(line.study)} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && (
        <p className="lack">
          No study fits the filter.{" "}
          <button type="button" onClick={() => change({ q: undefined })}>
            Clear it
          </button>
        </p>
      )}
      <p className="running-now" role="status">
        {runningNow(studies)}
      </p>
    </>
  )
}

const columns: readonly { readonly title: string; readonly by?: Order }[] = [
  { title: "name", by: "name" },
  { title: "state", by: "state" },
  { title: "objective" },
  { title: "best", by: "best" },
  { title: "trend" },
  { title: "trials", by: "trials" },
  { title: "budget", by: "budget" },
  { title: "updated", by: "updated" },
]

/** `sort=-updated`: the newest first, which is also what is shown by itself. */
function orderOf(text: unknown): readonly [Order, boolean] {
  const wanted = String(text ?? "-updated")
  const order = orders.find((one) => one === wanted.replace(/^-/, ""))
  return order === undefined ? ["updated", true] : [order, wanted.startsWith("-")]
}

function runningNow(studies: readonly StudyLine[]): string {
  const trials = studies.reduce((sum, { counts, sessions }) => sum + (sessions > 0 ? counts.running : 0), 0)
  const sessions = studies.reduce((sum, one) => sum + one.sessions, 0)
  if (sessions === 0) return "Nothing runs now."
  return `Running now: ${trials} ${trials === 1 ? "trial" : "trials"} in ${sessions} ${sessions === 1 ? "run" : "runs"}.`
}

function NoStudy() {
  return (
    <section className="empty">
      <h2>No study yet</h2>
      <p>Let it look at your script and write down what could be tuned; then begin. This page shows the study as soon as it exists.</p>
      <Command line="diapason init -- python train.py" />
      <Command line="diapason tune --for 1h" />
    </section>
  )
}
