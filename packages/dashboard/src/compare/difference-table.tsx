import type { Difference } from "@diapason/views"
import { Wide } from "../panels/wide.tsx"

interface DifferenceTableProps {
  readonly title: string
  readonly studies: readonly string[]
  readonly rows: readonly Difference[]
  readonly none: string
}

/** What differs between studies, one line each. */
export function DifferenceTable({ title, studies, rows, none }: DifferenceTableProps) {
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      {rows.length === 0 ? (
        <p className="lack">{none}</p>
      ) : (
        <Wide label={`${title}, as a table`}>
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">name</span>
                </th>
                {studies.map((study) => (
                  <th key={study} scope="col">
                    {study}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, i) => (
                    <td key={i}>{value === undefined ? "–" : <code>{value}</code>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  )
}
