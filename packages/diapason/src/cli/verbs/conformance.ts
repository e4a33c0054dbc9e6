import { writeFile } from "node:fs/promises"
import { fault } from "@diapason/core"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { runFlags } from "../flags/run.ts"
import type { Io } from "../io.ts"
import type { Played } from "../../conformance/award.ts"
import { verb } from "../verb.ts"

/** Plays the golden transcripts of the trial protocol against a client, and awards it the highest level that it keeps whole. */
export const conformance = verb({
  args: "[client...]",
  example: "diapason conformance --badge protocol.svg -- node client.mjs",
  flags: { level: exchangeFlags.level, timeout: runFlags.timeout, badge: exchangeFlags.badge, json: commonFlags.json },
  async run(f, [words], io) {
    const command = words as readonly string[]
    if (command.length === 0) throw fault("D142", { given: "conformance" })
    const { transcripts } = await import("../../conformance/transcript.ts")
    const { awardOf, levels, playAll } = await import("../../conformance/award.ts")
    const highest = Math.min(f.level ?? levels.length - 1, levels.length - 1)
    const all = transcripts().filter(({ level }) => level <= highest)
    const failed = (played: Played): void =>
      void (f.json !== true && played.failure !== undefined && io.err(`  ✕ L${played.level}  ${played.title}`))
    const played = await playAll({ command }, all, { deadline: f.timeout ?? 10_000, together: 4, told: failed })
    const award = awardOf(played, highest)
    if (f.badge !== undefined) await writeFile(f.badge, (await import("../../conformance/badge.ts")).badge(award))
    if (f.json === true) {
      const transcripts = played.map(({ title, level, failure }) => ({
        title,
        level,
        kept: failure === undefined,
        ...(failure !== undefined && { failure }),
      }))
      io.out(JSON.stringify({ schema: "diapason.conformance/1", client: command, asked: highest, award: award ?? null, transcripts }))
    } else print(played, award, levels, io)
    return award === highest ? exit.done : exit.preflight
  },
})

function print(played: readonly Played[], award: number | undefined, levels: readonly string[], io: Io): void {
  for (const [level, means] of levels.entries()) {
    const own = played.filter((one) => one.level === level)
    if (own.length === 0) continue
    const kept = own.filter(({ failure }) => failure === undefined).length
    io.out(`  ${kept === own.length ? "●" : "✕"} L${level}  ${kept} of ${own.length} kept   ${means}`)
    for (const { title, failure } of own) if (failure !== undefined) io.out(`       ✕ ${title}\n         ${failure}`)
  }
  io.out(award === undefined ? "  no level is awarded" : `  awarded: L${award}`)
}
