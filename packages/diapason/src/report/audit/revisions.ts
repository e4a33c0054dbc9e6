import type { Json } from "@diapason/core"
import { grammarText } from "../page/grammar-text.ts"
import { html, type Markup } from "../page/markup.ts"
import { dataTable } from "../page/table.ts"
import { exactMoment, jsonText } from "../page/text.ts"
import type { Audit, Revision } from "./audit.ts"

/** The space as it was created, and what each revision changed, by whom and why. */
export function revisionTable({ revisions }: Audit): Markup {
  const rows = revisions.flatMap((revision, i) => {
    const before = revisions[i - 1]
    const [position, at] = [revision.seq, exactMoment(revision.at)]
    if (revision.kind === "study.created")
      return Object.entries(revision.definition.space).map(([name, json]) => [position, at, 1, "", "", name, "", grammarText(json)])
    const changes = changesOf(before === undefined ? {} : spaceOf(before), revision)
    const { revision: number, by, why } = revision
    return changes.map(([name, from, to]) => [position, at, number, by, why, name, from, to])
  })
  const columns = [{ name: "position", right: true }, { name: "time" }, { name: "revision", right: true }]
  return dataTable("Revisions of the space", [...columns, ...["by", "why", "parameter", "before", "after"].map((name) => ({ name }))], rows)
}

type Change = readonly [name: string, from: string, to: string]

function changesOf(before: Space, revision: Extract<Revision, { kind: "study.revised" }>): readonly Change[] {
  const { space, was = {}, renamed = {}, sampler, scheduler, terminator, constraints } = revision
  const names = [...new Set([...Object.keys(before), ...Object.keys(space)])]
  const changed = names.flatMap((name): readonly Change[] => {
    const [from, to] = [said(before[name]), said(space[name])]
    return from === to ? [] : [[name, from, to]]
  })
  const others = Object.entries({ sampler, scheduler, terminator, constraints }).flatMap(([name, value]): readonly Change[] =>
    value === undefined ? [] : [[name, "", jsonText(value as Json)]],
  )
  const told = Object.entries(was).map(([path, value]): Change => [path, `earlier trials used ${jsonText(value)}`, ""])
  const names2 = Object.entries(renamed).map(([now, then]): Change => [now, `was named ${then}`, ""])
  const all = [...changed, ...others, ...told, ...names2]
  return all.length > 0 ? all : [["", "", "no parameter changed"]]
}

type Space = Readonly<Record<string, Json>>

const spaceOf = (revision: Revision): Space => (revision.kind === "study.created" ? revision.definition.space : revision.space)

const said = (json: Json | undefined): string => (json === undefined ? "not there" : grammarText(json))

/** A sentence where nothing was ever revised. */
export const revisionNote = ({ revisions }: Audit): Markup | undefined =>
  revisions.length > 1 ? undefined : html`<p>The space was never revised.</p>`
