import { fault, nearest } from "@diapason/core"
import { documentOf } from "./page/document.ts"
import { html } from "./page/markup.ts"
import { counted, momentText } from "./page/text.ts"
import type { Material } from "./material.ts"
import { sectionNames, sections } from "./sections.ts"
import type { Section } from "./sections/section.ts"
import { isRunning } from "./summary/course.ts"

/** The sections of these names, or all. Throws D184 for a name that there is not. */
export function chosenSections(names: readonly string[] | undefined): readonly Section[] {
  const strange = names?.find((name) => !sectionNames.includes(name))
  if (strange !== undefined) throw fault("D184", { name: strange, known: sectionNames, nearest: nearest(strange, sectionNames) })
  return names === undefined ? sections : sections.filter(({ id }) => names.includes(id))
}

/** A study as one page of HTML. The same study at the same position gives the same page, whoever makes it and when. */
export function pageOf(material: Material, chosen: readonly Section[]): string {
  const { ledger, runners } = material
  const { name } = ledger.definition
  const parts = chosen.flatMap(({ id, title, body }) => {
    const content = body(material)
    return content === undefined ? [] : [{ id, title, body: content }]
  })
  const running = isRunning(ledger, runners)
    ? html`<p class="running" role="note">
        This study still runs: ${counted(ledger.running.size, "trial is", "trials are")} under way. Make the report again for what comes
        after.
      </p>`
    : undefined
  const head = html`<h1>${name}</h1>
    <p class="sub">Report of a study, as of ${momentText(ledger.at)}, position ${ledger.seq} of its log</p>
    ${running}`
  const foot = html`<p>
    Everything here is computed from the log of the study, whose head at position ${ledger.seq} is <code>${ledger.hash}</code>. Times are in
    UTC.
  </p>`
  return documentOf(`${name}: report`, head, parts, foot)
}
