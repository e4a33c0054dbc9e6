import type { LikelyValue } from "@diapason/algorithms"
import type { Look } from "../look.ts"
import type { BestRow } from "./best-rows.ts"

/** Between which values the picture shows points. */
interface Range {
  readonly low: number
  readonly high: number
}

interface Api {
  coord(point: readonly [number, number]): [number, number]
}

/** A corner of the band: from here on the best trial is one that is likely to come to so much. */
interface Corner {
  readonly x: number
  readonly low: number
  readonly high: number
}

/** What the best trial by then is likely to come to, as a band with its two edges; nothing where that is known of none. On a log axis what is not positive has no place. */
export function bandOf(rows: readonly BestRow[], end: number, range: Range | undefined, log: boolean, look: Look): readonly object[] {
  const runs = runsOf(rows, end, ({ low }) => !log || low > 0)
  // What the first trials may come to is wide: it does not make the picture of all others small.
  const last = rows.at(-1)?.likely
  const [bottom, top] = [
    Math.min(range?.low ?? -Infinity, last?.low ?? Infinity),
    Math.max(range?.high ?? Infinity, last?.high ?? -Infinity),
  ]
  const within = (value: number): number => Math.max(bottom, Math.min(top, value))
  if (runs.length === 0) return []
  const edge = (name: string, of: (corner: Corner) => number): object => ({
    name,
    type: "line",
    step: "end",
    symbol: "none",
    silent: true,
    lineStyle: { color: look.accent, width: 1, opacity: 0.45 },
    data: runs.flatMap((run) => [...run.map((corner) => [corner.x, within(of(corner))]), [null, null]]),
  })
  return [
    {
      type: "custom",
      silent: true,
      z: 1,
      renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: Api) => ({
        type: "polygon",
        shape: { points: outlineOf(runs[dataIndex]!).map(([x, y]) => api.coord([x, within(y)])) },
        style: { fill: look.accent, opacity: 0.14 },
      }),
      data: runs.map(([first]) => [first!.x, within(first!.low)]),
    },
    edge("run again, low", ({ low }) => low),
    edge("run again, high", ({ high }) => high),
  ]
}

/** Stretches without a gap, each up to where the next best begins or the picture ends. */
function runsOf(rows: readonly BestRow[], end: number, shows: (likely: LikelyValue) => boolean): readonly (readonly Corner[])[] {
  const runs: Corner[][] = []
  let open: Corner[] | undefined
  const close = (x: number): void => {
    open?.push({ ...open.at(-1)!, x })
    open = undefined
  }
  for (const [i, { x, by, likely }] of rows.entries()) {
    if (i > 0 && rows[i - 1]!.by === by) continue
    if (likely === undefined || !shows(likely)) close(x)
    else {
      if (open === undefined) runs.push((open = []))
      open.push({ x, low: likely.low, high: likely.high })
    }
  }
  close(end)
  return runs
}

/** Along the high edge in steps and back along the low one. */
function outlineOf(run: readonly Corner[]): readonly (readonly [number, number])[] {
  const along = (of: (corner: Corner) => number): readonly (readonly [number, number])[] =>
    run.flatMap((corner, i) =>
      i === 0
        ? [[corner.x, of(corner)] as const]
        : ([
            [corner.x, of(run[i - 1]!)],
            [corner.x, of(corner)],
          ] as const),
    )
  return [...along(({ high }) => high), ...along(({ low }) => low).toReversed()]
}
