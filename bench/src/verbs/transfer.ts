import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { samplers } from "@diapason/algorithms"
import { lineProcess } from "../contestants/line-process.ts"
import { markdown } from "../report/markdown.ts"
import { playTransfer } from "../transfer/contest.ts"
import { transferReport, type TransferPart } from "../transfer/report.ts"
import { families } from "../transfer/task.ts"
import { UsageError } from "../usage-error.ts"
import { begunOf } from "./begun.ts"
import { countOption, listOption, textOption } from "./option.ts"
import type { Call, Verb } from "./verb.ts"

/**
 * Learning from earlier studies, each task of a family left out in turn. `--peer` is a Python that has Syne Tune. Prints the report, or with
 * `--json` every run; `--write` keeps the report as RESULTS-transfer.md.
 */
export const transferVerb: Verb = {
  usage:
    "transfer [--seeds 2] [--families lcbench,valleys] [--teachers random,auto] [--taught 40] [--contestants auto,rgpe,portfolio] [--peer PYTHON] [--json] [--write]",
  options: {
    seeds: "string",
    families: "string",
    teachers: "string",
    taught: "string",
    contestants: "string",
    peer: "string",
    json: "boolean",
    write: "boolean",
  },
  files: false,
  async run(call) {
    const seeds = countOption(call, "seeds", 2)
    const taught = countOption(call, "taught", 40)
    const contestants = knownIn(samplers, listOption(call, "contestants") ?? ["auto", "rgpe", "portfolio"], "contestant")
    const teachers = knownIn(samplers, listOption(call, "teachers") ?? ["random", "auto"], "teacher")
    const chosen = knownIn(families, listOption(call, "families") ?? Object.keys(families), "family")
    const begun = begunOf(call)
    const peer = peerOf(call)
    const parts: TransferPart[] = []
    for (const family of chosen)
      for (const teacher of teachers) {
        const contest = { tasks: families[family]!(), seeds, teacher, taught, contestants, peer }
        parts.push({ family, teacher, taught, rows: await playTransfer(contest, (text) => process.stderr.write(`${text}\n`)) })
      }
    const versions = peer === undefined ? `node ${process.versions.node}` : await versionsOf(peer)
    await peer?.close()
    const text = markdown(title, transferReport(parts, seeds, begun, versions))
    process.stdout.write(
      call.options["json"] === true ? `${JSON.stringify({ schema: "diapason.bench.transfer/1", ...begun, parts }, undefined, 2)}\n` : text,
    )
    if (call.options["write"] === true) writeFileSync(fileURLToPath(new URL("../../RESULTS-transfer.md", import.meta.url)), text)
    return 0
  },
}

function knownIn(table: Readonly<Record<string, unknown>>, names: readonly string[], what: string): readonly string[] {
  const stranger = names.find((name) => !Object.hasOwn(table, name))
  if (stranger !== undefined) throw new UsageError(`there is no ${what} "${stranger}"; there is ${Object.keys(table).join(", ")}`)
  return names
}

function peerOf(call: Call) {
  const python = textOption(call, "peer")
  return python === undefined ? undefined : lineProcess([python, fileURLToPath(new URL("../../peers/peer_syne_tune.py", import.meta.url))])
}

const versionsOf = async (peer: NonNullable<ReturnType<typeof peerOf>>): Promise<string> =>
  Object.entries((await peer.request({ op: "versions" }))["versions"] as Record<string, string>)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")

const title = "What earlier studies are worth"
