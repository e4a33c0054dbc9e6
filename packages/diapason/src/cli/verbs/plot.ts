import { choose } from "@diapason/algorithms"
import { DiapasonError, fault, readMind, type EventStore } from "@diapason/core"
import { importancePanel, interactionFigures, textOf, viewOf, type Figure, type Lack, type StudyView } from "@diapason/figures"
import { boardOf, type Board } from "@diapason/views"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import type { Io } from "../io.ts"
import { allFigures, figureNamed, meantBy } from "../plot/figure-named.ts"
import { writePicture } from "../plot/write-picture.ts"
import { namesOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { similarName } from "../text/similar-name.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** A figure of a study: in the terminal, as a file, or as its rows. Without a name, the figures that there are, and what each lacks. */
export const plot = verb({
  args: "[study] [figure]",
  example: "diapason plot history",
  flags: {
    output: insightFlags.picture,
    width: insightFlags.pictureWidth,
    height: insightFlags.pictureHeight,
    theme: insightFlags.theme,
    of: insightFlags.ofNames,
    with: insightFlags.withStudies,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [first, second], io) {
    const { study, figure: name } = meantBy(first as string | undefined, second as string | undefined)
    const figure = name === undefined ? undefined : figureNamed(name)
    if (figure === undefined && f.output !== undefined)
      throw fault("D140", { flag: "-o", text: f.output, expected: "the name of a figure before it" })
    return await withLedger(storeUrl(f, io.env), study, async (ledger, store) => {
      const others = await Promise.all(split(f.with).map((other) => boardNamed(store, other)))
      const view = { ...viewOf(boardOf(ledger), io.now(), others), choices: choicesOf(f.of) }
      if (figure === undefined) return listed(view, f.json === true, io)
      if (f.output !== undefined)
        await writePicture(f.output, figure, view, { width: f.width ?? 960, height: f.height, theme: f.theme ?? "light" })
      if (f.json === true) io.out(JSON.stringify(documentOf(figure, view, f.output)))
      else if (f.output !== undefined) io.out(`${f.output}: ${summaryOf(figure, view)}`)
      else for (const line of textOf(figure.panel(view, 960), view, f.width ?? usual(io.width()), f.height ?? 20)) io.out(line)
      return exit.done
    }).catch((error: unknown) => {
      throw study !== undefined && name === undefined ? meantFigure(error, study) : error
    })
  },
})

/** A word that is no study may have been meant for a figure. */
function meantFigure(error: unknown, word: string): unknown {
  const known = allFigures.map(({ name }) => name)
  const nearest = similarName(word, known)
  return error instanceof DiapasonError && error.code === "D303" && nearest !== undefined
    ? fault("D159", { name: word, nearest, known })
    : error
}

const usual = (width: number): number => (Number.isFinite(width) ? Math.min(width, 120) : 80)

const split = (text: string | undefined): readonly string[] =>
  (text ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : name.trim()))

/** Names as figures read them: the first two as parameters or objectives, the first as a metric. */
function choicesOf(names: string | undefined): StudyView["choices"] {
  const [one, two] = split(names)
  return one === undefined ? {} : { x: one, first: one, metric: one, param: one, ...(two !== undefined && { y: two, second: two }) }
}

async function boardNamed(store: EventStore, study: string): Promise<Board> {
  const mind = await readMind(store, study, choose)
  if (mind === undefined) throw fault("D303", { study, known: await namesOf(store) })
  return boardOf(mind.ledger)
}

function listed(view: StudyView, json: boolean, io: Io): number {
  const all = allFigures.map((figure) => {
    const asks = unasked(figure, view)
    if (asks !== undefined) return { figure: figure.name, asks, lacks: undefined }
    const panel = figure.panel(view, 960)
    const lack = panel.lacks(view)
    return { figure: figure.name, asks: panel.asks, ...(lack !== undefined && { lacks: plain(lack) }) }
  })
  if (json) io.out(JSON.stringify({ schema: "diapason.plot/1", study: view.board.ledger.definition.name, figures: all }))
  else
    for (const line of table(
      [
        { title: "figure", keep: 9 },
        { title: "asks", keep: 8, least: 24 },
        { title: "lacks", keep: 7, least: 16 },
      ],
      all.map(({ figure, asks, lacks }) => [figure, asks, lacks?.says ?? ""]),
      io.width(),
    ))
      io.out(line)
  return exit.done
}

/** The question of a figure that a list does not wait for: a model of many trials takes seconds, and lacks nothing. */
function unasked({ name, slow }: Figure, { board }: StudyView): string | undefined {
  if (!interactionFigures.some((figure) => figure.name === name)) return undefined
  if (board.ledger.trials.filter((trial) => trial?.state === "complete").length <= many) return undefined
  return slow?.asks ?? importancePanel({ lacks: "", leftOut: [] }).asks
}

/** Complete trials, of which a model is made within a moment. */
const many = 200

const plain = ({ says, has, needs }: Lack): Lack => ({ says, ...(has !== undefined && { has }), ...(needs !== undefined && { needs }) })

function summaryOf(figure: Figure, view: StudyView): string {
  const panel = figure.panel(view, 960)
  return panel.lacks(view)?.says ?? panel.summary(panel.rows(view), view)
}

function documentOf(figure: Figure, view: StudyView, file: string | undefined): object {
  const panel = figure.panel(view, 960)
  const lack = panel.lacks(view)
  const rows = lack === undefined ? panel.rows(view) : []
  return {
    schema: "diapason.plot/1",
    study: view.board.ledger.definition.name,
    figure: figure.name,
    asks: panel.asks,
    ...(lack === undefined ? { summary: panel.summary(rows, view) } : { lacks: plain(lack) }),
    columns: panel.columns.map(({ name }) => name),
    rows: rows.map((row) => panel.columns.map(({ value }) => cellOf(value(row)))),
    ...(file !== undefined && { file }),
  }
}

/** JSON has no infinities: they are words there. */
const cellOf = (value: string | number | undefined): string | number | null =>
  value === undefined ? null : typeof value === "number" && !Number.isFinite(value) ? String(value) : value
