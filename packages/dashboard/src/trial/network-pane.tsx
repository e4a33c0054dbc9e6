import { drawNetwork, networksOf, sketchOf } from "@diapason/views"
import { saveFile } from "../app/save-file.ts"
import { useView } from "../panels/view-context.ts"
import { NetworkPicture } from "../space/architecture/network-picture.tsx"
import type { TrialRead } from "./trial-read.ts"

/** The networks that the trial was asked to build: drawn, as a table, and as a file. Nothing where it has none. */
export function NetworkPane({ number, read }: { readonly number: number; readonly read: TrialRead }) {
  const { ledger } = useView().board
  const { config, revision } = read
  const networks = networksOf(ledger, { config, ...(revision !== undefined && { revision }) })
  return networks.map(({ path, value }) => {
    const name = `${path} of ${ledger.definition.name}#${number}`
    const [svg, sketch] = [drawNetwork(value, name), sketchOf(value)]
    if (svg === undefined || sketch === undefined) return null
    return (
      <section key={path} className="panel" aria-labelledby={`network-${path}`}>
        <header>
          <h2 id={`network-${path}`}>Which network was built? ({path})</h2>
        </header>
        <NetworkPicture svg={svg} label={name} />
        <details>
          <summary>As a table</summary>
          <div className="wide-table" tabIndex={0} role="region" aria-label={`Table of ${path}`}>
            <table>
              <thead>
                <tr>
                  {sketch.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sketch.rows.map((row, i) => (
                  <tr key={i}>
                    {row.map((cell, k) => (
                      <td key={k}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        <p>
          <button type="button" onClick={() => saveFile(`${path}-${number}.svg`, "image/svg+xml", svg)}>
            Save the picture
          </button>
        </p>
      </section>
    )
  })
}
