import { wordAt } from "@diapason/views"
import { useView } from "../../panels/view-context.ts"
import { showValue } from "@diapason/figures"

/** What the best trial chose, drawn as its structure: branches with what is inside, lists with their elements. */
export function ChosenForm() {
  const { board } = useView()
  const { table, ledger } = board
  const best = ledger.front[0]
  if (best === undefined) return null
  const there = table.columns.filter(({ kind, values }) => kind === "parameter" && values[best] === values[best])
  const inside = (name: string) => there.filter((column) => parentOf(column.name) === name)
  const draw = (name: string | undefined) => {
    const members =
      name === undefined ? there.filter((column) => !there.some((other) => other.name === parentOf(column.name))) : inside(name)
    return members.length === 0 ? null : (
      <ul>
        {members.map((column) => (
          <li key={column.name}>
            <span>{name === undefined ? column.name : column.name.slice(name.length).replace(/^\./, "")}</span>{" "}
            <strong>{wordAt(column, best) ?? showValue(column, column.values[best])}</strong>
            {draw(column.name)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <section className="panel chosen-form" aria-labelledby="asks-form">
      <header>
        <h2 id="asks-form">What did the best one choose? (#{best})</h2>
      </header>
      {draw(undefined)}
    </section>
  )
}

/** `opt` of `opt.momentum`, `layers` of `layers[2]`. */
const parentOf = (name: string): string | undefined => /^(.*)(?:\.[^.[\]]+|\[\d+\])$/.exec(name)?.[1]
