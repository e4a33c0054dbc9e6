import type { Json, Ledger } from "@diapason/core"
import { html, type Markup } from "../page/markup.ts"
import { dataTable, factTable } from "../page/table.ts"
import { exactMoment, jsonText } from "../page/text.ts"
import type { Audit } from "./audit.ts"

/** Every session: where it ran, with which versions, on which commit, and how it ended. */
export function sessionTable({ sessions }: Ledger): Markup {
  if (sessions.size === 0) return html`<p>No session has opened the study.</p>`
  const names = ["session", "from", "to", "host and process", "commit", "versions", "more that was recorded", "ended"]
  return dataTable(
    "Sessions",
    names.map((name) => ({ name })),
    [...sessions.values()].map(({ session, openedAt, seenAt, holder, facts, closed }) => [
      session,
      exactMoment(openedAt),
      exactMoment(seenAt),
      `${holder.host}, pid ${holder.pid}`,
      commitText(facts["git"] as Git),
      Object.entries(facts)
        .filter(([name]) => environment.has(name))
        .map(([name, value]) => `${name} ${jsonText(value as Json)}`)
        .join(", "),
      Object.entries(facts)
        .filter(([name]) => name !== "git" && !environment.has(name))
        .map(([name, value]) => html`<div>${name}: <code>${jsonText(value as Json)}</code></div>`),
      closed ?? "not closed",
    ]),
  )
}

type Git = { readonly commit?: string; readonly clean?: boolean } | undefined

const commitText = (git: Git): Markup =>
  git?.commit === undefined
    ? html`not recorded`
    : html`<code>${git.commit}</code>, ${git.clean === true ? "clean" : html`<span class="bad">with changes that are not in it</span>`}`

/** The facts of a session that tell where it ran. */
const environment = new Set(["diapason", "node", "platform"])

/** What the user has declared of the data: its numbers, and notes and facts that speak of it. */
export function dataFacts({ definition, sessions }: Ledger, { chronicle }: Audit): Markup {
  const facts = Object.entries(definition.facts ?? {}).map(([name, value]) => [name, String(value)] as const)
  const recorded = [...sessions.values()].findLast(({ facts: known }) => known["data"] !== undefined)?.facts["data"]
  const digests = Object.entries((recorded ?? {}) as Readonly<Record<string, Json>>).map(
    ([name, value]) => [name, jsonText(value)] as const,
  )
  const notes = Object.entries(chronicle.notes).map(([key, value]) => [`note: ${key}`, jsonText(value)] as const)
  const all = [...digests, ...facts, ...notes]
  return all.length === 0
    ? html`<p>Nothing was declared: no digest (<code>reproducibility: { data: [FILE] }</code> records one), no facts, no note.</p>`
    : factTable("What was declared of the data", all)
}
