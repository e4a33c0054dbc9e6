import type { Begun } from "../run/record.ts"
import { heading, paragraph, type Block } from "../report/block.ts"
import { machineOf } from "../report/provenance.ts"
import { horizons, type Row } from "./contest.ts"

/** What was played on one family with one kind of teacher. */
export interface TransferPart {
  readonly family: string
  readonly teacher: string
  readonly taught: number
  readonly rows: readonly Row[]
}

export function transferReport(parts: readonly TransferPart[], seeds: number, begun: Begun, versions: string): readonly Block[] {
  return [
    paragraph(
      `Mean normalised regret after ${horizons.join(", ")} trials: 0 is the best that is known of a task, 1 the median of random configurations. ` +
        `Each task is left out in turn, and taught by one study of each of the others; ${seeds} seeds, each with a memory of its own. ` +
        "In parentheses the share of what auto has without a memory. *Inverted*: all losses of the memory turned around; *unrelated*: losses " +
        "of bowls around random places in their stead.",
    ),
    ...parts.flatMap(({ family, teacher, taught, rows }): readonly Block[] => [
      heading(`${family}, taught by studies of ${taught} trials by ${teacher}`),
      table(rows),
      ...claims(rows).map(({ text, holds }) => paragraph(`${holds ? "Holds" : "**Does not hold**"}: ${text}.`)),
    ]),
    heading("How it was made"),
    paragraph(`\`${begun.command}\`, ${begun.at.slice(0, 10)}; ${machineOf(begun)}; ${versions}.`),
  ]
}

function table(rows: readonly Row[]): Block {
  const alone = rows.find(({ memory }) => memory === "none")!
  return {
    kind: "table",
    head: ["contestant", "memory", ...horizons.map((trials) => `after ${trials}`), "ms of an ask: median", "99th of 100"],
    rows: rows.map((row) => [
      row.contestant,
      row.memory,
      ...horizons.map((_, h) => `${meanOf(row, h).toFixed(3)} (${(meanOf(row, h) / meanOf(alone, h)).toFixed(2)})`),
      quantile(row.ms, 0.5).toFixed(0),
      quantile(row.ms, 0.99).toFixed(0),
    ]),
    best: new Set(),
  }
}

/** What the search by memory is held to, as far as it was played. */
function claims(rows: readonly Row[]): readonly { readonly text: string; readonly holds: boolean }[] {
  const of = (contestant: string, memory: Row["memory"]): Row | undefined =>
    rows.find((row) => row.contestant === contestant && row.memory === memory)
  const alone = of("auto", "none")!
  const taught = of("auto", "related")
  if (taught === undefined) return []
  const peers = rows
    .filter(({ contestant }) => contestant.startsWith("syne-tune") || contestant === "rgpe")
    .filter(({ memory }) => memory === "related")
  return horizons.flatMap((trials, h) => [
    { text: `after ${trials} trials a memory at least halves the regret of auto`, holds: meanOf(taught, h) <= meanOf(alone, h) / 2 },
    ...peers.map((peer) => ({
      text: `after ${trials} trials auto is ahead of ${peer.contestant}`,
      holds: meanOf(taught, h) < meanOf(peer, h),
    })),
    ...(["inverted", "unrelated"] as const).flatMap((memory) => {
      const misled = of("auto", memory)
      return misled === undefined
        ? []
        : [
            {
              text: `after ${trials} trials the ${memory} memory costs at most a tenth`,
              holds: meanOf(misled, h) <= 1.1 * meanOf(alone, h),
            },
          ]
    }),
  ])
}

const meanOf = ({ regrets }: Row, h: number): number => regrets.reduce((sum, run) => sum + run[h]! / regrets.length, 0)

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
