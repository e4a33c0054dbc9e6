import "echarts/lib/chart/bar"
import "echarts/lib/chart/custom"
import "echarts/lib/chart/heatmap"
import "echarts/lib/chart/line"
import "echarts/lib/chart/scatter"
import "echarts/lib/component/grid"
import "echarts/lib/component/legend"
import "echarts/lib/component/markArea"
import "echarts/lib/component/markLine"
import "echarts/lib/component/markPoint"
import "echarts/lib/component/visualMap"
import { init, use } from "echarts/core"
import { SVGRenderer } from "echarts/renderers"
import { guarded } from "./guarded.ts"
import type { Look } from "./look.ts"
import type { Panel } from "./panel.ts"
import type { StudyView } from "./study-view.ts"
import { shownBaselines, withBaselines } from "./with-baselines.ts"

use(SVGRenderer)

/** How a figure is drawn into a file. Lengths are pixels of a page, 96 an inch. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly look: Look
}

/**
 * A figure as one SVG document: its question above, the picture below, the summary as description for who does not see it. No DOM is needed,
 * and the same study gives the same bytes. A figure that lacks something says what, in the same place.
 */
export function svgOf(panel: Panel, view: StudyView, { width, height, look }: Drawing): string {
  const lack = panel.lacks(view)
  const rows = lack === undefined ? panel.rows(view) : []
  const summary = lack?.says ?? panel.summary(rows, view)
  const inner = lack === undefined ? pictureOf(panel, rows, view, { width, height: height - head, look }) : said(lack.says, look)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(look.font)}">`,
    `<title>${escaped(panel.asks)}</title><desc>${escaped(summary)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${look.surface}"/>`,
    `<text x="14" y="24" font-size="15" font-weight="600" fill="${look.text}">${escaped(panel.asks)}</text>`,
    `<g transform="translate(0 ${head})">${inner}</g>`,
    "</svg>\n",
  ].join("\n")
}

/** Room for the question. */
const head = 36

/** The picture alone, an `svg` element, for a page that says question and summary by itself. */
export function pictureOf(panel: Panel, rows: readonly object[], view: StudyView, { width, height, look }: Drawing): string {
  const chart = init(null, undefined, { renderer: "svg", ssr: true, width, height })
  try {
    const option = withBaselines(panel.draw(rows, view, look), shownBaselines(view), look)
    const { tooltip: _, ...drawn } = option
    chart.setOption({
      animation: false,
      useUTC: true,
      backgroundColor: "transparent",
      ...guarded(drawn),
      textStyle: { fontFamily: look.font, color: look.text },
    })
    return settled(chart.renderToSVGString(), panel.id)
  } finally {
    chart.dispose()
  }
}

/** The engine numbers its charts over the life of a program, and adds what a pointer needs. Here names are the panel's own, so that several stand in one page. */
const settled = (svg: string, id: string): string =>
  svg
    .replaceAll(/<style\b[\s\S]*?<\/style>/g, "")
    .replaceAll(/ (?:class|pointer-events|ecmeta_[\w-]+)="[^"]*"/g, "")
    .replaceAll(/(id="|url\(#)zr\d+-/g, `$1${id.replaceAll(/[^\w-]+/g, "-")}-`)
    .replaceAll(/\n+/g, "\n")
    .trim()

/** What a figure lacks, in its place. */
const said = (text: string, look: Look): string => `<text x="14" y="34" font-size="13" fill="${look.faint}">${escaped(text)}</text>`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
