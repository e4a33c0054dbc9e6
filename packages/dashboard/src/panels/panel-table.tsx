import type { Panel } from "@diapason/figures"

/** The rows of a panel as a table: the same figures for who reads rather than looks. */
export function PanelTable<Row extends object>({ panel, rows }: { readonly panel: Panel<Row>; readonly rows: readonly Row[] }) {
  const shown = rows.slice(0, most)
  return (
    <div className="panel-table" tabIndex={0} role="region" aria-label={`${panel.asks} As a table.`}>
      <table>
        <thead>
          <tr>
            {panel.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={i}>
              {panel.columns.map(({ name, value }) => (
                <td key={name}>{value(row) ?? "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <p className="note">
          The first {most} of {rows.length} rows; the CSV has them all.
        </p>
      )}
    </div>
  )
}

const most = 500
