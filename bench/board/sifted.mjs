import { columnNamed, filterOf, maskOf, orderBy, sampleOf, suggestWords, topOf } from "@diapason/views"
import { atMost } from "../frame/figures.mjs"
import { boardFor, measured, sizes, timed } from "./studies.mjs"

const text = "state:complete lr:1e-4..1e-2 -optimizer:adam,rmsprop dropout<0.4 duration>1m"
const brushes = new Map([
  [
    "lr",
    [
      [1e-4, 1e-3],
      [3e-3, 1e-2],
    ],
  ],
  ["width", [[0, 2]]],
])

/** What happens at a key in the filter bar, a brush, a click on a head of the table, and before a picture is drawn. */
export async function sifted() {
  const figures = []
  const aims = []
  for (const trials of sizes) {
    const { table } = boardFor(trials)
    const column = columnNamed(table, "val_loss")
    const { mask } = maskOf(table, [], [])
    const filtered = measured(
      "filter read and mask made",
      trials,
      timed(() => maskOf(table, [filterOf(table, text)], brushes)),
    )
    figures.push(filtered)
    figures.push(
      measured(
        "best:10% read and mask made",
        trials,
        timed(() => maskOf(table, [filterOf(table, "best:10%")], [])),
      ),
    )
    figures.push(
      measured(
        "words that may come",
        trials,
        timed(() => suggestWords(table, "state:complete op")),
      ),
    )
    figures.push(
      measured(
        "all rows in order",
        trials,
        timed(() => orderBy(table, column, "down")),
      ),
    )
    figures.push(
      measured(
        "the first 100",
        trials,
        timed(() => topOf(table, column, "up", 100, mask)),
      ),
    )
    figures.push(
      measured(
        "a sample of 2000",
        trials,
        timed(() => sampleOf(table, column, 2000, mask)),
      ),
    )
    if (trials === 100_000) aims.push(atMost("filter and brushes", filtered.median, 20, "ms"))
  }
  return { figures, aims, notes: [text] }
}
