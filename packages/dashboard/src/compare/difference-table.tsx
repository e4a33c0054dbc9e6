import type { Difference } from "./compared.ts"

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
        <div className="wide">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col" />
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
        </div>
      )}
    </section>
  )
}
