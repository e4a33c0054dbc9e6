import type { Interactions, NoInteractions } from "@diapason/algorithms"
import type { Lack, Panel } from "../panel.ts"
import { intervalBars } from "./interval-bars.ts"

interface Row {
  readonly pair: string
  readonly share: number
  readonly low: number
  readonly high: number
  readonly floor: number
  readonly h: number
  readonly says: string
}

export const interactionsAsk = "Which parameters act together?"

/** Which pairs act together, strongest first, with intervals and what chance shows. */
export const interactionsPanel = (found: Interactions | NoInteractions): Panel<Row> => ({
  id: "interactions",
  asks: interactionsAsk,
  help: "How much of all variation over the space only the pair explains, beyond what each of the two explains alone, by a model of the trials. The line is the 90 % interval, the hollow mark what chance shows without any interaction: a bar that does not pass it says nothing. Of a pair that acts strongly the best value of one depends on the other, so choose them together.",
  lacks: () =>
    "lacks" in found
      ? lackOf(found)
      : found.pairs.length === 0
        ? { says: "No two parameters can act together here: each hangs on another." }
        : undefined,
  rows: () =>
    "lacks" in found
      ? []
      : found.pairs.slice(0, most).map(({ first, second, share, low, high, floor, h, sentence, exponent }) => ({
          pair: `${first} × ${second}`,
          share,
          low,
          high,
          floor,
          h: h.value,
          says: exponent === undefined ? sentence : `${sentence}; ${exponent.sentence}`,
        })),
  columns: [
    { name: "pair", value: ({ pair }) => pair },
    { name: "share", value: ({ share }) => share },
    { name: "low", value: ({ low }) => low },
    { name: "high", value: ({ high }) => high },
    { name: "chance", value: ({ floor }) => floor },
    { name: "H²", value: ({ h }) => h },
    { name: "in words", value: ({ says }) => says },
  ],
  summary: (rows) => summaryOf(rows, found),
  draw: (rows, _, look) =>
    intervalBars(
      rows.map((row) => ({ ...row, name: row.pair })),
      look,
    ),
})

/** As figures say it. */
export const lackOf = ({ lacks, has, needed }: Pick<NoInteractions, "lacks" | "has" | "needed">): Lack => ({
  says: lacks,
  ...(has !== undefined && { has }),
  ...(needed !== undefined && { needs: needed }),
})

function summaryOf([top]: readonly Row[], found: Interactions | NoInteractions): string {
  if (top === undefined || "lacks" in found) return "No pair was looked at."
  const scaling = found.scaling.filter(({ verdict }) => verdict !== "lacking").map(({ sentence }) => capital(`${sentence}.`))
  if (top.share <= top.floor) return ["No pair acts together beyond what chance shows.", ...scaling].join(" ")
  return [capital(`${found.pairs[0]!.sentence}.`), ...scaling].join(" ")
}

const capital = (text: string): string => (/^[a-z]+ [a-z]+ /.test(text) && text.startsWith("the ") ? `T${text.slice(1)}` : text)

/** Pairs that are drawn. */
const most = 12
