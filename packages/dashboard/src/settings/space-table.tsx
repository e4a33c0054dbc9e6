import { printParameter, type Parameter } from "@diapason/core"
import type { Board } from "@diapason/views"
import { useState } from "react"
import { lineOf } from "../actions/command-line.ts"
import { Command } from "../actions/copied.tsx"
import { showNumber } from "@diapason/figures"
import { narrowed } from "./narrowed.ts"
import { Wide } from "../panels/wide.tsx"

/** The space as it is, and what another range of a parameter would mean. */
export function SpaceTable({ board }: { readonly board: Board }) {
  const { definition, space, revisions } = board.ledger
  const ranges = space.parameters.filter((one): one is Ranged => one.kind === "float" || one.kind === "int")
  const [name, setName] = useState(ranges[0]?.name)
  const chosen = ranges.find((one) => one.name === name) ?? ranges[0]
  return (
    <>
      <Wide label="Space">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">parameter</th>
              <th scope="col">values</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(definition.space).map(([key, json]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>
                  <code>{grammar(json)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {revisions.length > 1 && <p className="note">Revision {revisions.length} of the space.</p>}
      {chosen !== undefined && (
        <>
          <label>
            Preview another range of{" "}
            <select value={chosen.name} onChange={({ target }) => setName(target.value)}>
              {ranges.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </select>
          </label>
          <Preview key={chosen.name} board={board} parameter={chosen} />
        </>
      )}
    </>
  )
}

type Ranged = Extract<Parameter, { readonly kind: "float" | "int" }>

function Preview({ board, parameter }: { readonly board: Board; readonly parameter: Ranged }) {
  const { name, low, high, scale } = parameter
  const [from, setFrom] = useState(String(low))
  const [to, setTo] = useState(String(high))
  const [a, b] = [Number(from), Number(to)]
  const good = from.trim() !== "" && to.trim() !== "" && Number.isFinite(a) && Number.isFinite(b) && a < b && (scale !== "log" || a > 0)
  const { inside, of, bestInside } = narrowed(board, name, a, b)
  const line = lineOf(["tune", "--name", board.ledger.definition.name, "-p", `${name}=${rangeWords(parameter, a, b)}`, "--extend"])
  return (
    <>
      <div className="fields">
        <label className="field">
          from
          <input value={from} onChange={({ target }) => setFrom(target.value)} />
        </label>
        <label className="field">
          to
          <input value={to} onChange={({ target }) => setTo(target.value)} />
        </label>
      </div>
      <p className="note" role="status">
        {good
          ? `${inside} of ${of} trials lie in ${showNumber(a)} to ${showNumber(b)}; the best ${bestInside ? "is one of them" : "is not"}. The others stay in the record and teach the sampler nothing.`
          : `A range has two numbers, the lower one first${scale === "log" ? ", and both above 0 on a log scale" : ""}.`}
      </p>
      {good && <Command line={line} />}
    </>
  )
}

/** A range in the words of the command line. */
function rangeWords({ kind, scale }: Ranged, low: number, high: number): string {
  const scaled = scale === "linear" ? "" : `, ${scale === "reverse-log" ? "log1m" : scale}`
  return kind === "float" && scale === "log" ? `log(${low}, ${high})` : `${kind}(${low}, ${high}${scaled})`
}

function grammar(json: unknown): string {
  if (typeof json === "string") return json
  try {
    return printParameter(json as never)
  } catch {
    return JSON.stringify(json)
  }
}
