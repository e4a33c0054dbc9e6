import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "./look.ts"
import type { StudyView } from "./study-view.ts"

/**
 * A picture of a study that answers one question: one specification, which the page, files and the terminal draw, and which is a table and CSV
 * too. Everything about it is pure.
 */
export interface Panel<Row extends object = object> {
  readonly id: string
  /** The question that stands above the picture. */
  readonly asks: string
  /** How to read it, and when it misleads. */
  readonly help: string
  /** Why there is nothing to see yet, and when there will be; undefined when there is. */
  lacks(view: StudyView): Lack | undefined
  /** What is drawn, as rows of a table. */
  rows(view: StudyView): readonly Row[]
  readonly columns: readonly PanelColumn<Row>[]
  /** The picture in one sentence, for who does not see it. */
  summary(rows: readonly Row[], view: StudyView): string
  draw(rows: readonly Row[], view: StudyView, look: Look): EChartsCoreOption
  /** What a click on the picture means; a row's trial is opened when it has one. */
  trialOf?(row: Row): number | undefined
}

interface PanelColumn<Row> {
  readonly name: string
  value(row: Row): string | number | undefined
}

/** What is missing; with `has` and `needs` a bar is drawn. */
export interface Lack {
  readonly says: string
  readonly has?: number
  readonly needs?: number
}
