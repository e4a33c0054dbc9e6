import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { folderName } from "@diapason/core"
import { isSound, readAudit } from "../../report/audit/audit.ts"
import { explanationBeside } from "../../report/explanation.ts"
import { materialOf, type Material } from "../../report/material.ts"
import { chosenSections, pageOf } from "../../report/report.ts"
import { isRunning } from "../../report/summary/course.ts"
import { summaryOf } from "../../report/summary.ts"
import { writeReport } from "../../report/write-report.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import type { Io } from "../io.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { runnersOf } from "../study/runners.ts"
import { bytesText } from "../text/bytes.ts"
import { openInBrowser } from "../tune/live-page.ts"
import { verb } from "../verb.ts"

/**
 * Writes a study as one HTML file that needs nothing else. With an audit the exit code is 8 where the chain is broken or something does not
 * follow from the log; the file is written all the same, and says so.
 */
export const report = verb({
  args: "[study]",
  example: "diapason report -o digits.html",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    output: insightFlags.reportFile,
    sections: insightFlags.sections,
    audit: insightFlags.audit,
    open: insightFlags.openReport,
    json: commonFlags.json,
  },
  run: async (f, [study], io) => {
    const chosen = chosenSections(f.sections)
    const audited = f.audit === true || f.sections?.includes("audit") === true
    const material = await withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const runners = (await runnersOf(store, ledger)).length
      const known = { runners, explain: explanationBeside }
      if (!audited) return materialOf(ledger, chosen, known)
      io.err(`  deriving everything again from ${ledger.seq} events …`)
      return materialOf(ledger, chosen, { ...known, audit: await readAudit(store, ledger.definition.name) })
    })
    const page = pageOf(material, chosen)
    const file = f.output ?? `${folderName(material.ledger.definition.name)}-report.html`
    if (file === "-") io.out(page)
    else {
      writeReport(file, page)
      const written = { file, bytes: Buffer.byteLength(page), sections: chosen.map(({ id }) => id) }
      if (f.json === true) io.out(JSON.stringify(documentOf(material, written)))
      else tell(material, written, io)
      if (f.open === true) openInBrowser(pathToFileURL(resolve(file)).href)
    }
    return material.audit === undefined || isSound(material.audit) ? exit.done : exit.replay
  },
})

interface Written {
  readonly file: string
  readonly bytes: number
  readonly sections: readonly string[]
}

function documentOf(material: Material, written: Written): object {
  const { ledger, runners, audit } = material
  const about = { study: ledger.definition.name, position: ledger.seq, running: isRunning(ledger, runners) }
  const checked = audit === undefined ? {} : { audit: { chain: audit.chain.whole, replay: audit.replayed.difference === undefined } }
  return { schema: "diapason.report/1", ...about, ...written, summary: summaryOf(material), ...checked }
}

function tell(material: Material, { file, bytes }: Written, io: Io): void {
  for (const { says } of summaryOf(material)) io.out(`  ${says}`)
  const { audit } = material
  if (audit !== undefined)
    io.out(
      `  ${isSound(audit) ? "The chain is whole, and everything follows from the log." : "The audit found a difference: see the file."}`,
    )
  io.out(`  ${io.paint.bold(file)}   ${bytesText(bytes)}`)
}
