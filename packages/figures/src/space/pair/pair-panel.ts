import type { Column } from "@diapason/views"
import type { Panel } from "../../panel.ts"
import { showNumber, showValue } from "../../words/show-value.ts"
import type { Axis } from "../parallel/axis.ts"
import { cellsOf, partsOf } from "./cells.ts"
import { pairPicture, type PairCell } from "./pair-picture.ts"
import { axesOf, pointsOf, type PairChoice } from "./pair-points.ts"

/** What two parameters do together: the mean of the objective in cells, trials on top, each parameter alone at the sides. */
export const pairPanel = (choice: PairChoice): Panel<PairCell> => ({
  id: "pair",
  asks: `What do ${choice.first} and ${choice.second} do together?`,
  help: "Each cell shows the mean of its complete trials; empty frames have none, and nothing is guessed for them. Dots are trials. The lines at top and right are the means along each parameter alone: where the picture is not the sum of these two, the parameters interact. A cell with one trial is no more certain than that trial.",
  lacks(view) {
    const has = pointsOf(view, choice).count
    return has >= leastPoints
      ? undefined
      : { says: `A heat map needs ${leastPoints} complete trials with both parameters.`, has, needs: leastPoints }
  },
  rows(view) {
    const points = pointsOf(view, choice)
    const [x, y] = axesOf(view, choice)
    const [across, up] = [partsOf(x.words, points.count), partsOf(y.words, points.count)]
    return cellsOf(points, across, up).map((cell) => ({ ...cell, across: partName(x, cell.x, across), up: partName(y, cell.y, up) }))
  },
  columns: [
    { name: choice.first, value: ({ across }) => across },
    { name: choice.second, value: ({ up }) => up },
    { name: "trials", value: ({ trials }) => trials },
    { name: `mean ${choice.shows}`, value: ({ mean }) => (mean === mean ? mean : undefined) },
  ],
  summary(rows, view) {
    const down = choice.shows === "rank" || view.board.ledger.definition.objectives[0]!.direction === "minimize"
    const best = rows.filter(({ trials }) => trials > 0).sort((a, b) => (down ? a.mean - b.mean : b.mean - a.mean))[0]
    return best === undefined
      ? "No complete trial."
      : `The best cell is ${choice.first} ${best.across} with ${choice.second} ${best.up}: mean ${showNumber(Number(best.mean.toPrecision(4)))} of ${best.trials} trials.`
  },
  draw: (rows, view, look) => pairPicture(rows, view, choice, look),
})

const leastPoints = 5

const partName = ({ column, words, value }: Axis, part: number, parts: number): string =>
  words === parts ? (column.words?.[part] ?? "") : `${short(column, value(part / parts))} to ${short(column, value((part + 1) / parts))}`

const short = (column: Column, value: number): string => showValue(column, Number(value.toPrecision(3)))
